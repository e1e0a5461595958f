r"""Words after which a model is another one: "the true system differs from the model".

Such a sentence names neither the variable nor a law, so that nothing else shows that what follows
is about another law.  What is stated before counts no longer behind it, as far as its section goes.
"""

from __future__ import annotations

import re

_MODEL = (
    r"(?:priors?|models?|distributions?|gaussians?|normals?|noise|assumptions?|laws?|densit(?:y|ies)"
    r"|posteriors?|likelihoods?|systems?|sensors?|process(?:es)?|tails?)"
)
_CHANGES = re.compile(
    rf"""\b(?:
        (?:replac\w+|swap\w*|exchang\w+|trad(?:e|ing)|giv(?:e|ing)\ up|abandon\w*|chang(?:e|es|ing)
          |modif(?:y|ies|ying)|generali[sz](?:e|es|ing)|perturb\w*|relax\w*|weaken\w*)
          \b[^.;:]{{0,40}}\b{_MODEL}\b
      | mis-?speci\w+ | unrealistic | (?:do(?:es)?|did)\ not\ hold | no\ longer
      | (?:violat|contaminat|corrupt)\w+ | break\w*\ down | \bfails?\ to\ hold
      | (?:is|are)\ (?:not|never|rarely|seldom|hardly)\ (?:really\ |exactly\ |truly\ )?
          (?:gaussian|normal|linear|independent|white|symmetric)
      | (?:without|drop\w*|ignor\w+|neglect\w*|remov\w+|omit\w*|switch\w*\ off|turn\w*\ off
          |in\ the\ absence\ of|free\ of|absent)
          \ (?:the\ |any\ |all\ |this\ |every\ |its\ |our\ )*(?:\w+\ )?
          (?:noise|correlations?|dependence|prior|bias|disturbances?|randomness|regulari[sz]ation)
      | (?:true|real|actual|physical)\ (?:\w+\ )?(?:systems?|models?|process(?:es)?|laws?
          |distributions?|world|data|sensors?)
      | (?:heavy|heavier|fat|fatter|long|longer)[ -]?(?:er[ -])?tail\w* | skew\w* | outliers?
      | multi-?modal\w* | bimodal\w*
      | (?:robust|flexible|expressive|realistic|general|richer|better|alternative|different|another
          |other|new|modified|learn\w*|nonlinear|non-?gaussian|non-?normal|empirical)
          \ (?:\w+\ )?{_MODEL}
      | (?:other|some|many|several|recent)\ (?:authors|works?|papers?|researchers|people)
      | (?:learn|fit|train)s?\ (?:the|a|an|its|their)\ (?:prior|distribution|model)
      | normali[sz]ing\ flows?
      | (?:quanti[sz]|round|clip|clamp|threshold|truncat|censor|saturat|winsori[sz])\w*
      | instead\ of | rather\ than\ (?:a\ |the\ )?(?:gaussian|normal)
      | broken | faulty | (?:adds?|has|have|with)\ (?:a|an)\ (?:unknown\ )?(?:bias|offset|drift)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
#: "Instead of computing the integral": it is done otherwise, and not something else.
_DOING = re.compile(r"(?:instead\ of|rather\ than)\ \w+ing\b", re.IGNORECASE | re.VERBOSE)


def turned_models(text: str) -> list[tuple[int, str]]:
    """Where the words of a text turn to another model, and which words."""
    return [
        (match.start(), " ".join(match.group().split()))
        for match in _CHANGES.finditer(text)
        if not _DOING.match(text, match.start())
    ]
