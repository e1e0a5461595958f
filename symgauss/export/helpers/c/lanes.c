/* Lanes: items of a batch side by side in one vector register, with GCC and clang. */

#if defined(__GNUC__) && !defined(SYMGAUSS_SCALAR)
typedef double lanes_f64 __attribute__((vector_size(SYMGAUSS_BYTES)));
typedef int64_t mask_f64 __attribute__((vector_size(SYMGAUSS_BYTES)));
enum { LANES_f64 = SYMGAUSS_BYTES / (int)sizeof(double) };
#else
typedef double lanes_f64;
typedef int64_t mask_f64;
enum { LANES_f64 = 1 };
#endif

/* How many of the lanes that start at an item are items of the batch. */
static INLINE int live_f64(ptrdiff_t count, ptrdiff_t at)
{
    return count - at < LANES_f64 ? (int)(count - at) : LANES_f64;
}

/* The same number in all lanes. */
static INLINE lanes_f64 all_f64(double x)
{
#ifdef LANE_BY_LANE
    const lanes_f64 zero = {0};
    return x - zero;
#else
    return x;
#endif
}

static INLINE mask_f64 less_f64(lanes_f64 a, lanes_f64 b)
{
#ifdef LANE_BY_LANE
    return a < b;
#else
    return -(mask_f64)(a < b);
#endif
}

/* a where the mask is set, b elsewhere. */
static INLINE lanes_f64 pick_f64(mask_f64 mask, lanes_f64 a, lanes_f64 b)
{
#ifdef LANE_BY_LANE
    return (lanes_f64)((mask & (mask_f64)a) | (~mask & (mask_f64)b));
#else
    return mask ? a : b;
#endif
}

static INLINE lanes_f64 square_f64(lanes_f64 x)
{
    return x * x;
}

static INLINE lanes_f64 absolute_f64(lanes_f64 x)
{
    return pick_f64(less_f64(x, all_f64(0.0)), -x, x);
}

/* Keeps the first item that fails: the key is its index and the number of the check. */
static INLINE void note_f64(mask_f64 bad, ptrdiff_t at, int live, int check, int checks,
                            ptrdiff_t *first)
{
    for (int l = 0; l < live; ++l) {
        if (LANE(bad, l)) {
            const ptrdiff_t key = (at + l) * checks + check;
            *first = key < *first ? key : *first;
            return;
        }
    }
}

/* Entries of items; step is 0 where one item serves the whole batch. */
static INLINE void gather_f64(int size, const double *from, ptrdiff_t step, ptrdiff_t at, int live,
                              lanes_f64 *to)
{
    const double *items[LANES_f64];
    if (size == 1 && step == 1 && live == LANES_f64) {
        memcpy(to, from + at, sizeof *to);
        return;
    }
    for (int l = 0; l < LANES_f64; ++l) {
        items[l] = from + (at + (l < live ? l : live - 1)) * step * size;
    }
    for (int i = 0; i < size; ++i) {
        for (int l = 0; l < LANES_f64; ++l) {
            LANE(to[i], l) = items[l][i];
        }
    }
}

/* The lower triangles of square matrices, zero above. */
static INLINE void gather_lower_f64(int n, const double *from, ptrdiff_t step, ptrdiff_t at,
                                    int live, lanes_f64 *to)
{
    const double *items[LANES_f64];
    for (int l = 0; l < LANES_f64; ++l) {
        items[l] = from + (at + (l < live ? l : live - 1)) * step * n * n;
    }
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j <= i; ++j) {
            for (int l = 0; l < LANES_f64; ++l) {
                LANE(to[i * n + j], l) = items[l][i * n + j];
            }
        }
    }
}

/* A scalar for each item. */
static INLINE lanes_f64 load_f64(const double *from, ptrdiff_t step, ptrdiff_t at, int live)
{
    lanes_f64 to;
    if (step == 0) {
        return all_f64(from[0]);
    }
    gather_f64(1, from, step, at, live, &to);
    return to;
}

/* Writes entries of items; nothing where to is NULL. */
static INLINE void scatter_f64(int size, const lanes_f64 *from, ptrdiff_t at, int live, double *to)
{
    if (to == NULL) {
        return;
    }
    if (size == 1 && live == LANES_f64) {
        memcpy(to + at, from, sizeof *from);
        return;
    }
    for (int l = 0; l < live; ++l) {
        double *item = to + (at + l) * size;
        for (int i = 0; i < size; ++i) {
            item[i] = LANE(from[i], l);
        }
    }
}

/* Writes a scalar for each item. */
static INLINE void store_f64(lanes_f64 from, ptrdiff_t at, int live, double *to)
{
    scatter_f64(1, &from, at, live, to);
}
