"""The checked steps of a document as a list that shows itself in a notebook."""

from __future__ import annotations

from symgauss.check.checked import CheckedDocument, CheckedStep


class CheckedSteps(list[CheckedStep]):
    """The steps of one document, in order."""

    def __init__(self, document: CheckedDocument) -> None:
        super().__init__(document.steps)
        self.document = document

    def text(self, *, verbose: bool = False) -> str:
        """What fails and what is unknown, in the style of compilers; all steps if ``verbose``."""
        from symgauss.check.formats import text  # noqa: PLC0415 - when it is shown

        lines = [*text.findings(self.document, verbose=verbose), *text.summary([self.document])]
        return text.plain(iter(lines))

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """One line: the steps are long."""
        return self.text().rstrip().rpartition("\n")[2]

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Text, HTML and LaTeX for a notebook."""
        from symgauss.check.formats import notebook  # noqa: PLC0415 - when it is shown

        return notebook.mimebundle(self.document)
