/* Factors and solves. */

/* The lower triangular L with L L^T = S, zero above the diagonal; reads the lower triangle of S.
 * Returns where a pivot is not positive. */
static INLINE mask_f64 cholesky_f64(int n, const lanes_f64 *S, lanes_f64 *L)
{
    mask_f64 good = less_f64(all_f64(0.0), all_f64(1.0));
    for (int j = 0; j < n; ++j) {
        lanes_f64 pivot = S[j * n + j];
        for (int k = 0; k < j; ++k) {
            pivot -= L[j * n + k] * L[j * n + k];
        }
        good &= less_f64(all_f64(0.0), pivot);
        pivot = v_sqrt_f64(pivot);
        L[j * n + j] = pivot;
        const lanes_f64 inverse = 1.0 / pivot;
        int i = j + 1;
        for (; i + 4 <= n; i += 4) {
            lanes_f64 a0 = S[i * n + j], a1 = S[(i + 1) * n + j];
            lanes_f64 a2 = S[(i + 2) * n + j], a3 = S[(i + 3) * n + j];
            for (int k = 0; k < j; ++k) {
                const lanes_f64 b = L[j * n + k];
                a0 -= L[i * n + k] * b;
                a1 -= L[(i + 1) * n + k] * b;
                a2 -= L[(i + 2) * n + k] * b;
                a3 -= L[(i + 3) * n + k] * b;
            }
            L[i * n + j] = a0 * inverse;
            L[(i + 1) * n + j] = a1 * inverse;
            L[(i + 2) * n + j] = a2 * inverse;
            L[(i + 3) * n + j] = a3 * inverse;
        }
        for (; i < n; ++i) {
            lanes_f64 a = S[i * n + j];
            for (int k = 0; k < j; ++k) {
                a -= L[i * n + k] * L[j * n + k];
            }
            L[i * n + j] = a * inverse;
        }
        for (i = 0; i < j; ++i) {
            L[i * n + j] = all_f64(0.0);
        }
    }
    return ~good;
}

/* X = L^{-1} B of n x m; with lower set, B is lower triangular and so is X. */
static INLINE void solve_lower_f64(int n, int m, int lower, const lanes_f64 *L, const lanes_f64 *B,
                                   lanes_f64 *X)
{
    for (int i = 0; i < n; ++i) {
        const lanes_f64 inverse = 1.0 / L[i * n + i];
        const int end = lower ? i + 1 : m;
        int j = 0;
        for (; j + 4 <= end; j += 4) {
            lanes_f64 a0 = B[i * m + j], a1 = B[i * m + j + 1];
            lanes_f64 a2 = B[i * m + j + 2], a3 = B[i * m + j + 3];
            for (int k = lower ? j : 0; k < i; ++k) {
                const lanes_f64 b = L[i * n + k];
                a0 -= b * X[k * m + j];
                a1 -= b * X[k * m + j + 1];
                a2 -= b * X[k * m + j + 2];
                a3 -= b * X[k * m + j + 3];
            }
            X[i * m + j] = a0 * inverse;
            X[i * m + j + 1] = a1 * inverse;
            X[i * m + j + 2] = a2 * inverse;
            X[i * m + j + 3] = a3 * inverse;
        }
        for (; j < end; ++j) {
            lanes_f64 a = B[i * m + j];
            for (int k = lower ? j : 0; k < i; ++k) {
                a -= L[i * n + k] * X[k * m + j];
            }
            X[i * m + j] = a * inverse;
        }
        for (; j < m; ++j) {
            X[i * m + j] = all_f64(0.0);
        }
    }
}

/* X = L^{-T} B of n x m. */
static INLINE void solve_lower_transposed_f64(int n, int m, const lanes_f64 *L, const lanes_f64 *B,
                                              lanes_f64 *X)
{
    for (int i = n - 1; i >= 0; --i) {
        const lanes_f64 inverse = 1.0 / L[i * n + i];
        for (int j = 0; j < m; ++j) {
            lanes_f64 a = B[i * m + j];
            for (int k = i + 1; k < n; ++k) {
                a -= L[k * n + i] * X[k * m + j];
            }
            X[i * m + j] = a * inverse;
        }
    }
}

/* P A = L U in place with partial pivoting, one item; rows says where each row came from.
 * Returns the sign of the permutation, 0 where a pivot is zero. */
static int factorize_f64(int n, double *A, int *rows)
{
    int sign = 1;
    for (int i = 0; i < n; ++i) {
        rows[i] = i;
    }
    for (int k = 0; k < n; ++k) {
        int best = k;
        for (int i = k + 1; i < n; ++i) {
            best = fabs(A[i * n + k]) > fabs(A[best * n + k]) ? i : best;
        }
        if (A[best * n + k] == 0.0) {
            return 0;
        }
        if (best != k) {
            const int row = rows[k];
            rows[k] = rows[best];
            rows[best] = row;
            sign = -sign;
            for (int j = 0; j < n; ++j) {
                const double entry = A[k * n + j];
                A[k * n + j] = A[best * n + j];
                A[best * n + j] = entry;
            }
        }
        for (int i = k + 1; i < n; ++i) {
            const double factor = A[i * n + k] / A[k * n + k];
            A[i * n + k] = factor;
            for (int j = k + 1; j < n; ++j) {
                A[i * n + j] -= factor * A[k * n + j];
            }
        }
    }
    return sign;
}

/* X = A^{-1} B, n x n and n x m; work holds n n entries, rows n.  Returns where A is singular. */
static INLINE mask_f64 solve_f64(int n, int m, const lanes_f64 *A, const lanes_f64 *B, double *work,
                                 int *rows, lanes_f64 *X)
{
    mask_f64 bad = less_f64(all_f64(0.0), all_f64(0.0));
    for (int l = 0; l < LANES_f64; ++l) {
        for (int i = 0; i < n * n; ++i) {
            work[i] = LANE(A[i], l);
        }
        if (factorize_f64(n, work, rows) == 0) {
            LANE(bad, l) = -1;
        }
        for (int j = 0; j < m; ++j) {
            for (int i = 0; i < n; ++i) {
                double x = LANE(B[rows[i] * m + j], l);
                for (int k = 0; k < i; ++k) {
                    x -= work[i * n + k] * LANE(X[k * m + j], l);
                }
                LANE(X[i * m + j], l) = x;
            }
            for (int i = n - 1; i >= 0; --i) {
                double x = LANE(X[i * m + j], l);
                for (int k = i + 1; k < n; ++k) {
                    x -= work[i * n + k] * LANE(X[k * m + j], l);
                }
                LANE(X[i * m + j], l) = x / work[i * n + i];
            }
        }
    }
    return bad;
}

/* The determinant; work holds n n entries, rows n. */
static INLINE lanes_f64 determinant_f64(int n, const lanes_f64 *A, double *work, int *rows)
{
    lanes_f64 found = all_f64(0.0);
    for (int l = 0; l < LANES_f64; ++l) {
        for (int i = 0; i < n * n; ++i) {
            work[i] = LANE(A[i], l);
        }
        double product = (double)factorize_f64(n, work, rows);
        for (int i = 0; i < n && product != 0.0; ++i) {
            product *= work[i * n + i];
        }
        LANE(found, l) = product;
    }
    return found;
}

/* The logarithm of a positive determinant, NaN where it is not. */
static INLINE lanes_f64 log_determinant_f64(int n, const lanes_f64 *A, double *work, int *rows)
{
    lanes_f64 found = all_f64(0.0);
    for (int l = 0; l < LANES_f64; ++l) {
        for (int i = 0; i < n * n; ++i) {
            work[i] = LANE(A[i], l);
        }
        int sign = factorize_f64(n, work, rows);
        double sum = 0.0;
        for (int i = 0; i < n && sign != 0; ++i) {
            sign = work[i * n + i] < 0.0 ? -sign : sign;
            sum += log(fabs(work[i * n + i]));
        }
        LANE(found, l) = sign > 0 ? sum : NAN;
    }
    return found;
}

/* tr(M M^T) - n - log |M M^T| of a triangular M, and the least entry of its diagonal: the sum over
 * its rows of p - log(1 + p) + o, where 1 + p is the square of the diagonal and o the sum of the
 * squares before it. */
static INLINE lanes_f64 loss_of_ratio_f64(int n, const lanes_f64 *M, lanes_f64 *least)
{
    lanes_f64 loss = all_f64(0.0);
    *least = all_f64(INFINITY);
    for (int i = 0; i < n; ++i) {
        const lanes_f64 root = M[i * (n + 1)];
        lanes_f64 before = all_f64(0.0);
        for (int j = 0; j < i; ++j) {
            before += M[i * n + j] * M[i * n + j];
        }
        loss += log_excess_f64(root - 1.0, root) + before;
        *least = pick_f64(less_f64(root, *least), root, *least);
    }
    return loss;
}

/* The same where M M^T is close to I, from their difference E, with what M says to first order. */
static INLINE lanes_f64 loss_of_close_f64(int n, const lanes_f64 *E, const lanes_f64 *M)
{
    lanes_f64 exact = all_f64(0.0);
    for (int i = 0; i < n; ++i) {
        lanes_f64 squares = all_f64(0.0), before = squares;
        for (int j = 0; j <= i; ++j) {
            const int end = j < i ? j : i;
            lanes_f64 product = all_f64(0.0);
            for (int k = 0; k < end; ++k) {
                product += M[i * n + k] * M[j * n + k];
            }
            if (j < i) {
                const lanes_f64 entry = (E[i * n + j] - product) / M[j * (n + 1)];
                squares += entry * entry;
            } else {
                before = product;
            }
        }
        const lanes_f64 root = M[i * (n + 1)];
        const lanes_f64 excess = E[i * (n + 1)] - before + before - squares;
        exact += log_excess_f64(excess / (root + 1.0), root) + squares;
    }
    return exact;
}

/* Whether any lane is true. */
static INLINE int any_f64(mask_f64 mask)
{
    int any = 0;
    for (int l = 0; l < LANES_f64; ++l) {
        any |= LANE(mask, l) != 0;
    }
    return any;
}

/* tr(M M^T) - n - log |M M^T| of a triangular M and E = M M^T - I. */
static INLINE lanes_f64 whitened_loss_f64(int n, const lanes_f64 *E, const lanes_f64 *M)
{
    lanes_f64 least;
    const lanes_f64 loss = loss_of_ratio_f64(n, M, &least);
    const mask_f64 close = less_f64(all_f64(0.7), least);
    return any_f64(close) ? pick_f64(close, loss_of_close_f64(n, E, M), loss) : loss;
}

/* tr(T^{-1} S) - n - log |T^{-1} S| of S, T and their Cholesky factors; work holds 3 n n entries.
 *
 * It is that of M = L_T^{-1} L_S, which is triangular.  Where S and T are close, it comes from
 * their difference E = L_T^{-1} (S - T) L_T^{-T} = M M^T - I. */
static INLINE lanes_f64 stein_loss_f64(int n, const lanes_f64 *S, const lanes_f64 *L,
                                       const lanes_f64 *T, const lanes_f64 *K, lanes_f64 *work)
{
    lanes_f64 *ratio = work, *half = work + n * n, *change = work + 2 * n * n, least;
    solve_lower_f64(n, n, 1, K, L, ratio);
    const lanes_f64 loss = loss_of_ratio_f64(n, ratio, &least);
    const mask_f64 close = less_f64(all_f64(0.7), least);
    if (!any_f64(close)) {
        return loss;
    }
    for (int i = 0; i < n * n; ++i) {
        change[i] = S[i] - T[i];
    }
    solve_lower_f64(n, n, 0, K, change, half);
    transpose_f64(n, n, half, change);
    solve_lower_f64(n, n, 0, K, change, half);
    return pick_f64(close, loss_of_close_f64(n, half, ratio), loss);
}
