/* Vectors and matrices of lanes, row by row.  Sizes are constants wherever these are called. */

static INLINE lanes_f64 total_f64(int size, const lanes_f64 *x)
{
    lanes_f64 sum = x[0];
    for (int i = 1; i < size; ++i) {
        sum += x[i];
    }
    return sum;
}

static INLINE lanes_f64 product_f64(int size, const lanes_f64 *x)
{
    lanes_f64 product = x[0];
    for (int i = 1; i < size; ++i) {
        product *= x[i];
    }
    return product;
}

static INLINE lanes_f64 sum_squares_f64(int size, const lanes_f64 *x)
{
    lanes_f64 sum = x[0] * x[0];
    for (int i = 1; i < size; ++i) {
        sum += x[i] * x[i];
    }
    return sum;
}

/* The sum of the squares of a lower triangular matrix. */
static INLINE lanes_f64 sum_squares_lower_f64(int n, const lanes_f64 *x)
{
    lanes_f64 sum = x[0] * x[0];
    for (int i = 1; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
            sum += x[i * n + j] * x[i * n + j];
        }
    }
    return sum;
}

static INLINE lanes_f64 dot_f64(int size, const lanes_f64 *x, const lanes_f64 *y)
{
    lanes_f64 sum = x[0] * y[0];
    for (int i = 1; i < size; ++i) {
        sum += x[i] * y[i];
    }
    return sum;
}

/* y = A x of an n x m matrix. */
static INLINE void matvec_f64(int n, int m, const lanes_f64 *A, const lanes_f64 *x, lanes_f64 *y)
{
    for (int i = 0; i < n; ++i) {
        y[i] = dot_f64(m, A + i * m, x);
    }
}

/* C = A B, n x m times m x p. */
static INLINE void matmul_f64(int n, int m, int p, const lanes_f64 *A, const lanes_f64 *B,
                              lanes_f64 *C)
{
    for (int i = 0; i < n; ++i) {
        int j = 0;
        for (; j + 4 <= p; j += 4) {
            lanes_f64 c0 = all_f64(0.0), c1 = c0, c2 = c0, c3 = c0;
            for (int k = 0; k < m; ++k) {
                const lanes_f64 a = A[i * m + k];
                c0 += a * B[k * p + j];
                c1 += a * B[k * p + j + 1];
                c2 += a * B[k * p + j + 2];
                c3 += a * B[k * p + j + 3];
            }
            C[i * p + j] = c0;
            C[i * p + j + 1] = c1;
            C[i * p + j + 2] = c2;
            C[i * p + j + 3] = c3;
        }
        for (; j < p; ++j) {
            lanes_f64 c = all_f64(0.0);
            for (int k = 0; k < m; ++k) {
                c += A[i * m + k] * B[k * p + j];
            }
            C[i * p + j] = c;
        }
    }
}

static INLINE void outer_f64(int n, int m, const lanes_f64 *x, const lanes_f64 *y, lanes_f64 *A)
{
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < m; ++j) {
            A[i * m + j] = x[i] * y[j];
        }
    }
}

/* S = A B^T of n x m matrices, where the result is symmetric. */
static INLINE void symmetric_product_f64(int n, int m, const lanes_f64 *A, const lanes_f64 *B,
                                         lanes_f64 *S)
{
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
            S[i * n + j] = dot_f64(m, A + i * m, B + j * m);
            S[j * n + i] = S[i * n + j];
        }
    }
}

/* G = X^T X of an n x m matrix. */
static INLINE void gram_f64(int n, int m, const lanes_f64 *X, lanes_f64 *G)
{
    for (int i = 0; i < m; ++i) {
        for (int j = 0; j <= i; ++j) {
            lanes_f64 sum = X[i] * X[j];
            for (int k = 1; k < n; ++k) {
                sum += X[k * m + i] * X[k * m + j];
            }
            G[i * m + j] = sum;
            G[j * m + i] = sum;
        }
    }
}

/* A S A^T of an n x m matrix; work holds n m entries. */
static INLINE void congruence_f64(int n, int m, const lanes_f64 *A, const lanes_f64 *S,
                                  lanes_f64 *work, lanes_f64 *C)
{
    matmul_f64(n, m, m, A, S, work);
    symmetric_product_f64(n, m, work, A, C);
}

static INLINE void symmetrize_f64(int n, const lanes_f64 *A, lanes_f64 *S)
{
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
            S[i * n + j] = 0.5 * (A[i * n + j] + A[j * n + i]);
            S[j * n + i] = S[i * n + j];
        }
    }
}

/* B = A^T of an n x m matrix. */
static INLINE void transpose_f64(int n, int m, const lanes_f64 *A, lanes_f64 *B)
{
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < m; ++j) {
            B[j * n + i] = A[i * m + j];
        }
    }
}

static INLINE void identity_f64(int n, lanes_f64 *A)
{
    for (int i = 0; i < n * n; ++i) {
        A[i] = all_f64(i % (n + 1) == 0 ? 1.0 : 0.0);
    }
}

/* Puts a block of h x w into a matrix with so many columns. */
static INLINE void put_block_f64(int h, int w, const lanes_f64 *block, int columns, lanes_f64 *to)
{
    for (int i = 0; i < h; ++i) {
        for (int j = 0; j < w; ++j) {
            to[i * columns + j] = block[i * w + j];
        }
    }
}

/* Sums over the innermost index of a family: outer x count x size to outer x size. */
static INLINE void sum_over_f64(int outer, int count, int size, const lanes_f64 *x, lanes_f64 *y)
{
    for (int o = 0; o < outer; ++o) {
        for (int i = 0; i < size; ++i) {
            lanes_f64 sum = x[o * count * size + i];
            for (int m = 1; m < count; ++m) {
                sum += x[(o * count + m) * size + i];
            }
            y[o * size + i] = sum;
        }
    }
}

/* The same for all members of an index: outer x size to outer x count x size. */
static INLINE void spread_f64(int outer, int count, int size, const lanes_f64 *x, lanes_f64 *y)
{
    for (int i = 0; i < outer * count * size; ++i) {
        y[i] = x[i / (count * size) * size + i % size];
    }
}

static INLINE void product_over_f64(int outer, int count, const lanes_f64 *x, lanes_f64 *y)
{
    for (int o = 0; o < outer; ++o) {
        y[o] = product_f64(count, x + o * count);
    }
}
