/* What a careful programmer writes by hand: the peer of the functions in C that are exported.
 *
 * Elementwise: one loop, two threads.  Multivariate normal: sizes fixed at compile time (-DD=8),
 * one item at a time, Cholesky factor and forward substitution, the inverse of the diagonal kept,
 * threads over items.  Build: cc -O3 -march=native -ffast-math -fopenmp -shared -fPIC. */
#include <math.h>
#include <stddef.h>

#ifndef D
#define D 8
#endif
#ifndef REAL
#define REAL double
#endif

#define LOG_2PI 1.8378770664093454836

void log_density(ptrdiff_t n, const REAL *x, const REAL *mu, const REAL *sigma, REAL *out)
{
#pragma omp parallel for simd schedule(static) if (n >= 32768)
    for (ptrdiff_t i = 0; i < n; ++i) {
        const REAL z = (x[i] - mu[i]) / sigma[i];
        out[i] = (REAL)-0.5 * z * z - (REAL)log(sigma[i]) - (REAL)(0.5 * LOG_2PI);
    }
}

void kl(ptrdiff_t n, const REAL *mu_1, const REAL *sigma_1, const REAL *mu_2, const REAL *sigma_2,
        REAL *out)
{
#pragma omp parallel for simd schedule(static) if (n >= 32768)
    for (ptrdiff_t i = 0; i < n; ++i) {
        const REAL r = sigma_1[i] / sigma_2[i];
        const REAL z = (mu_1[i] - mu_2[i]) / sigma_2[i];
        out[i] = (REAL)0.5 * (r * r + z * z - 1) - (REAL)log(r);
    }
}

/* Mean and variance of q(x_{t-1} | x_t, x_0). */
void ddpm(ptrdiff_t n, const REAL *x_t, const REAL *x_0, const REAL *beta, const REAL *alpha_bar,
          REAL *mean, REAL *variance)
{
#pragma omp parallel for simd schedule(static) if (n >= 32768)
    for (ptrdiff_t i = 0; i < n; ++i) {
        const REAL alpha = 1 - beta[i];
        const REAL before = 1 - alpha_bar[i];
        const REAL inverse = 1 / (1 - alpha * alpha_bar[i]);
        mean[i] = (sqrt(alpha_bar[i]) * beta[i] * x_0[i] + sqrt(alpha) * before * x_t[i]) * inverse;
        variance[i] = before * beta[i] * inverse;
    }
}

/* L L^T = S; the diagonal of L is inverted. Returns log |L|. */
static inline REAL factor(const REAL *restrict S, REAL L[D][D])
{
    REAL product = 1;
    for (int i = 0; i < D; ++i) {
        for (int j = 0; j <= i; ++j) {
            REAL s = S[i * D + j];
            for (int k = 0; k < j; ++k) {
                s -= L[i][k] * L[j][k];
            }
            if (i == j) {
                const REAL pivot = sqrt(s);
                product *= pivot;
                L[i][i] = 1 / pivot;
            } else {
                L[i][j] = s * L[j][j];
            }
        }
    }
    return log(product);
}

static inline REAL mahalanobis(const REAL L[D][D], const REAL *x, const REAL *mu)
{
    REAL z[D], sum = 0;
    for (int i = 0; i < D; ++i) {
        REAL s = x[i] - mu[i];
        for (int k = 0; k < i; ++k) {
            s -= L[i][k] * z[k];
        }
        z[i] = s * L[i][i];
        sum += z[i] * z[i];
    }
    return sum;
}

void mvn_log_density(ptrdiff_t n, const REAL *x, const REAL *mu, const REAL *Sigma, REAL *out)
{
#pragma omp parallel for schedule(static)
    for (ptrdiff_t b = 0; b < n; ++b) {
        REAL L[D][D];
        const REAL half = factor(Sigma + b * D * D, L);
        const REAL distance = mahalanobis((const REAL(*)[D])L, x + b * D, mu + b * D);
        out[b] = (REAL)-0.5 * distance - half - (REAL)(D * 0.5 * LOG_2PI);
    }
}

void mvn_kl(ptrdiff_t n, const REAL *mu_1, const REAL *Sigma_1, const REAL *mu_2,
            const REAL *Sigma_2, REAL *out)
{
#pragma omp parallel for schedule(static)
    for (ptrdiff_t b = 0; b < n; ++b) {
        REAL K[D][D], L[D][D], W[D][D];
        const REAL half_1 = factor(Sigma_1 + b * D * D, K);
        const REAL half_2 = factor(Sigma_2 + b * D * D, L);
        REAL trace = 0;
        for (int i = 0; i < D; ++i) {
            K[i][i] = 1 / K[i][i];
        }
        for (int i = 0; i < D; ++i) {
            for (int j = 0; j <= i; ++j) {
                REAL s = K[i][j];
                for (int k = j; k < i; ++k) {
                    s -= L[i][k] * W[k][j];
                }
                W[i][j] = s * L[i][i];
                trace += W[i][j] * W[i][j];
            }
        }
        const REAL distance = mahalanobis((const REAL(*)[D])L, mu_1 + b * D, mu_2 + b * D);
        out[b] = (REAL)0.5 * (trace + distance - D) + half_2 - half_1;
    }
}
