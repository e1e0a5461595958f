"""Documents as authors write them, all steps right, with the answers and with planted errors."""

from __future__ import annotations

#: The answers in order: holds, definition, unknown.
ANSWERS = {
    "conditioning.tex": "ddddduhddhddhh",
    "kalman.tex": "ddddddduddddhuhhuduudhhh",
    "vae.md": "ddhudhuuuudu",
    "ddpm.md": "ddduudhhuudhhdhhdhduhh",
    "likelihood.tex": "dhhdddhhhdhhduud",
    "processes.tex": "dddddddddduuhudh",
    "regression.tex": "dudhuhhhddhhddudduuu",
    "mixtures.tex": "dddduudddu",
    "factors.tex": "ddduddhdhdhddh",
    "score.md": "hhhuuudhduhhh",
    "divergence.md": "dddduduuudhu",
    "squares.md": "hhhhdhhhdddu",
    "identities.ipynb": "dhhuuuduhhuudhhduduhu",
    "conjugate.md": "dddhhhuhhhhhh",
    "homework.tex": "uuuhhhhuhdhhhhhhduuddu",
    "ornstein.md": "uuddhhddddu",
    "systems.tex": "dhddddddhhdhhudduduu",
    "linear_models.tex": "dhhduhhhhhhhduhdhhhduhhuddh",
}

#: A document, a passage that stands once in it, and what makes it wrong.
ERRORS = (
    ("conditioning.tex", r"+ \bx\T\bS^{-1}\bmu + \text", r"- \bx\T\bS^{-1}\bmu + \text"),
    (
        "conditioning.tex",
        r"&= \bmu_a - \bL_{aa}^{-1}\bL_{ab}",
        r"&= \bmu_a + \bL_{aa}^{-1}\bL_{ab}",
    ),
    (
        "conditioning.tex",
        r"\bS_{aa} - \bS_{ab}\bS_{bb}^{-1}\bS_{ba}.",
        r"\bS_{aa} - \bS_{ba}\bS_{bb}^{-1}\bS_{ab}.",
    ),
    (
        "kalman.tex",
        "P_{k|k-1} H_k^\\top K_k^\\top + K_k S_k K_k^\\top\n\\end{align*}\nThe trace",
        "P_{k|k-1} H_k^\\top K_k^\\top - K_k S_k K_k^\\top\n\\end{align*}\nThe trace",
    ),
    (
        "kalman.tex",
        r"K_k (H_k P_{k|k-1} H_k^\top + R_k) K_k^\top",
        r"K_k (H_k P_{k|k-1} H_k^\top - R_k) K_k^\top",
    ),
    ("kalman.tex", r"&= (I - K_k H_k) P_{k|k-1}.", r"&= (I - H_k K_k) P_{k|k-1}."),
    ("vae.md", r"-\frac12\left(1 + \log\sigma^2", r"-\frac12\left(1 - \log\sigma^2"),
    ("ddpm.md", r"= 1 - \alpha_t\alpha_{t-1}.", r"= 1 + \alpha_t\alpha_{t-1}."),
    (
        "ddpm.md",
        r"= \frac{1-\bar\alpha_{t-1}}{1-\bar\alpha_t}\cdot\beta_t \\",
        r"= \frac{1-\bar\alpha_{t}}{1-\bar\alpha_{t-1}}\cdot\beta_t \\",
    ),
    (
        "ddpm.md",
        "\\mathbf{x}_0\n\\end{aligned}\n$$\n\nPlug",
        "2 \\mathbf{x}_0\n\\end{aligned}\n$$\n\nPlug",
    ),
    (
        "ddpm.md",
        r"- \frac{1-\alpha_t}{\sqrt{1-\bar\alpha_t}}\boldsymbol\epsilon_t\right)",
        r"+ \frac{1-\alpha_t}{\sqrt{1-\bar\alpha_t}}\boldsymbol\epsilon_t\right)",
    ),
    (
        "ddpm.md",
        r"= \frac12\left(\frac{\bar\alpha_{t-1}}{1-\bar\alpha_{t-1}} - ",
        r"= \frac12\left(\frac{\bar\alpha_{t-1}}{1-\bar\alpha_{t-1}} + ",
    ),
    (
        "likelihood.tex",
        r"&= \sum_{i=1}^n \Sigma^{-1}(x_i - \mu) = 0",
        r"&= 2\sum_{i=1}^n \Sigma^{-1}(x_i - \mu) = 0",
    ),
    ("likelihood.tex", r"-\frac{nd}{2}\log(2\pi) - \frac n2", r"-\frac{n}{2}\log(2\pi) - \frac n2"),
    (
        "likelihood.tex",
        r"&= \sum_{i=1}^n \tr\left[\Sigma^{-1}(x_i-\mu)(x_i-\mu)^\top\right]",
        r"&= \sum_{i=1}^n \tr\left[\Sigma(x_i-\mu)(x_i-\mu)^\top\right]",
    ),
    ("likelihood.tex", r"&= \frac n2 \Lambda^{-1} - \frac12 S", r"&= \frac n2 \Lambda - \frac12 S"),
    ("likelihood.tex", r"x_i x_i^\top - n\bar x\bar x^\top", r"x_i x_i^\top - \bar x\bar x^\top"),
    ("processes.tex", r"\frac{(x-x')^2}{\ell^3}.", r"\frac{(x-x')^2}{\ell^2}."),
    (
        "processes.tex",
        r"&= \frac12\mathrm{tr}\left((\alpha\alpha^\top - K_y^{-1})",
        r"&= \frac12\mathrm{tr}\left((\alpha\alpha^\top + K_y^{-1})",
    ),
    (
        "regression.tex",
        r"- 2\mathbf{w}^T(\mathbf{S}_0^{-1}\mathbf{m}_0+\beta",
        r"- \mathbf{w}^T(\mathbf{S}_0^{-1}\mathbf{m}_0+\beta",
    ),
    ("regression.tex", r"(2\pi)^{M/2}|\mathbf{A}|^{-1/2}", r"(2\pi)^{M/2}|\mathbf{A}|^{1/2}"),
    (
        "factors.tex",
        r"\boldsymbol\Psi^{-1}\mathbf{W})^{-1}\mathbf{W}^\top",
        r"\boldsymbol\Psi\mathbf{W})^{-1}\mathbf{W}^\top",
    ),
    (
        "factors.tex",
        r"&= -\frac N2\left\{D\ln(2\pi)+\ln|\mathbf{C}|",
        r"&= -\frac N2\left\{D\ln(2\pi)-\ln|\mathbf{C}|",
    ),
    ("score.md", r"= -\frac{\tilde x - x}{\sigma^2} =", r"= \frac{\tilde x - x}{\sigma^2} ="),
    (
        "score.md",
        r"- s_\theta(x)^\top\nabla_x\log p(x)+\frac12",
        r"+ s_\theta(x)^\top\nabla_x\log p(x)+\frac12",
    ),
    (
        "score.md",
        r"(\mu_1-\mu_2)^\top\Sigma^{-2}(\mu_1-\mu_2)",
        r"(\mu_1-\mu_2)^\top\Sigma^{-1}(\mu_1-\mu_2)",
    ),
    ("score.md", r"\nabla_x^2\log p(x) = -\Sigma^{-1}", r"\nabla_x^2\log p(x) = -\Sigma"),
    (
        "divergence.md",
        r"&= \frac12\log\frac{|\Sigma_q|}{|\Sigma_p|}-\frac12",
        r"&= \frac12\log\frac{|\Sigma_p|}{|\Sigma_q|}-\frac12",
    ),
    (
        "divergence.md",
        "+tr\\left\\{\\Sigma_q^{-1}\\Sigma_p\\right\\}\n$$\n\nComb",
        "+tr\\left\\{\\Sigma_p^{-1}\\Sigma_q\\right\\}\n$$\n\nComb",
    ),
    ("squares.md", r"+c-\frac{b^2}{4a}", r"+c-\frac{b^2}{2a}"),
    (
        "squares.md",
        r"\beta=\frac{(\sigma_f^2+\sigma_g^2)x^2-2(\mu_f\sigma_g^2+",
        r"\beta=\frac{(\sigma_f^2+\sigma_g^2)x^2-2(\mu_f\sigma_f^2+",
    ),
    (
        "squares.md",
        r"\frac{S_{fg}}{\sqrt{2\pi}\sigma_{fg}}\exp",
        r"\frac{S_{fg}}{2\pi\sigma_{fg}}\exp",
    ),
    ("conjugate.md", r"+n\mu^2\right)\right]\;.", r"+\mu^2\right)\right]\;."),
    (
        "conjugate.md",
        r"\left(\frac{1}{\sqrt{2\pi\sigma^2}}\right)^n\cdot",
        r"\left(\frac{1}{\sqrt{2\pi\sigma^2}}\right)^{n/2}\cdot",
    ),
    (
        "conjugate.md",
        r"-2\mu\left(\frac{n\bar y}{\sigma^2}+\frac{\mu_0}{\sigma_0^2}\right)\right)\right]",
        r"-\mu\left(\frac{n\bar y}{\sigma^2}+\frac{\mu_0}{\sigma_0^2}\right)\right)\right]",
    ),
    ("homework.tex", r"&= y'y-2w'X'y+w'(X'X+", r"&= y'y+2w'X'y+w'(X'X+"),
    ("homework.tex", r"X'(XX'+\lambda I_n)^{-1}", r"X(XX'+\lambda I_n)^{-1}"),
    ("homework.tex", r"-\frac12(z-t)^2+\frac{t^2}{2}", r"-\frac12(z-t)^2-\frac{t^2}{2}"),
    ("homework.tex", r"\nabla J(w) &= -2X'y+2(X'X", r"\nabla J(w) &= -2X'y+(X'X"),
    (
        "ornstein.md",
        r"&= -2\theta v_0e^{-2\theta t}+\sigma^2e^{-2\theta t}",
        r"&= -2\theta v_0e^{-2\theta t}+2\sigma^2e^{-2\theta t}",
    ),
    ("ornstein.md", r"\iff s^2 = \frac{q}{1-a^2}", r"\iff s^2 = \frac{q}{1+a^2}"),
    ("systems.tex", r"&= \mu_0+(y-\mu_0)\frac{\lambda_y}", r"&= \mu_0-(y-\mu_0)\frac{\lambda_y}"),
    (
        "systems.tex",
        r"& -\trans{\mW}\mSigma_y^{-1}\\ -\mSigma_y^{-1}\mW",
        r"& \trans{\mW}\mSigma_y^{-1}\\ \mSigma_y^{-1}\mW",
    ),
    (
        "systems.tex",
        r"= \gauss(\vy|\mW\vmu_z+\vb,\mSigma_y+\mW",
        r"= \gauss(\vy|\mW\vmu_z+\vb,\mSigma_y-\mW",
    ),
    ("linear_models.tex", r"&=\sigma^2(n-p).", r"&=\sigma^2(n+p)."),
    (
        "linear_models.tex",
        r"&= \boldsymbol\beta+(\mathbf X'\mathbf X)^{-1}\mathbf X'\boldsymbol\varepsilon",
        r"&= \boldsymbol\beta-(\mathbf X'\mathbf X)^{-1}\mathbf X'\boldsymbol\varepsilon",
    ),
    (
        "linear_models.tex",
        r"=\frac{\sum_{i=1}^nx_iy_i-n\bar x\bar y}",
        r"=\frac{\sum_{i=1}^nx_iy_i-\bar x\bar y}",
    ),
)
