/* Functions entry by entry, with the special values of IEEE 754. */

static INLINE lanes_f64 v_sqrt_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = sqrt(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_exp_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = exp(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_expm1_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = expm1(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_log1p_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = log1p(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_gamma_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = tgamma(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_log_gamma_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = lgamma(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_erf_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = erf(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_normal_cdf_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = 0.5 * erfc(-0.7071067811865476 * LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_sin_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = sin(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_cos_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = cos(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_tanh_f64(lanes_f64 x)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = tanh(LANE(x, l));
    }
    return x;
}

static INLINE lanes_f64 v_power_f64(lanes_f64 x, lanes_f64 y)
{
    for (int l = 0; l < LANES_f64; ++l) {
        LANE(x, l) = pow(LANE(x, l), LANE(y, l));
    }
    return x;
}

/* (log(1 + f) - f + f^2/2) / f^3 for 1 + f from sqrt(1/2) to sqrt(2): a minimax polynomial, which
 * brings less than a tenth of an ulp into the logarithm. */
static INLINE lanes_f64 log_tail_f64(lanes_f64 f)
{
    const lanes_f64 w = f * f;
    const lanes_f64 a0 = 0.333333333333333 - 0.24999999999988143 * f;
    const lanes_f64 a1 = 0.2000000000001735 - 0.16666666669795413 * f;
    const lanes_f64 a2 = 0.1428571428566599 - 0.12499999695947167 * f;
    const lanes_f64 a3 = 0.11111110837685007 - 0.10000014832975243 * f;
    const lanes_f64 a4 = 0.09090933519048541 - 0.08332929602605173 * f;
    const lanes_f64 a5 = 0.07691358105601462 - 0.07149061992202413 * f;
    const lanes_f64 a6 = 0.06686309546766521 - 0.062015968438814954 * f;
    const lanes_f64 a7 = 0.05660333359968528 - 0.056443744387638946 * f;
    const lanes_f64 a8 = 0.06505756485568942 - 0.06074116010654903 * f;
    const lanes_f64 b0 = a0 + a1 * w;
    const lanes_f64 b1 = a2 + a3 * w;
    const lanes_f64 b2 = a4 + a5 * w;
    const lanes_f64 b3 = a6 + a7 * w;
    const lanes_f64 b4 = a8 + 0.026941378766460133 * w;
    const lanes_f64 w2 = w * w;
    const lanes_f64 c0 = b0 + b1 * w2;
    const lanes_f64 c1 = b2 + b3 * w2;
    const lanes_f64 w4 = w2 * w2;
    const lanes_f64 d0 = c0 + c1 * w4;
    const lanes_f64 w8 = w4 * w4;
    return d0 + b4 * w8;
}

static INLINE lanes_f32 log_tail_f32(lanes_f32 f)
{
    const lanes_f32 w = f * f;
    const lanes_f32 a0 = 0.33333316f - 0.2500081f * f;
    const lanes_f32 a1 = 0.20002286f - 0.16624554f * f;
    const lanes_f32 a2 = 0.14181189f - 0.13128753f * f;
    const lanes_f32 a3 = 0.12881663f - 0.0785963f * f;
    const lanes_f32 b0 = a0 + a1 * w;
    const lanes_f32 b1 = a2 + a3 * w;
    const lanes_f32 w2 = w * w;
    return b0 + b1 * w2;
}

/* f with x = 2^k (1 + f) and 1 + f from sqrt(1/2) to sqrt(2), and k log 2 in two parts, of which
 * the first one is exact.  For x > 0, without a branch. */
#ifdef LANE_BY_LANE
static INLINE lanes_f64 reduced_f64(lanes_f64 x, lanes_f64 *high, lanes_f64 *low)
{
    const mask_f64 tiny = x < 2.2250738585072014e-308;
    const lanes_f64 y = pick_f64(tiny, x * 18014398509481984.0, x);
    const mask_f64 bits = (mask_f64)y + (0x3ff0000000000000 - 0x3fe6a09e00000000);
    const mask_f64 exponent = (bits >> 52) - 0x3ff - (tiny & 54);
    const lanes_f64 k = (lanes_f64)(exponent + 0x4338000000000000) - 6755399441055744.0;
    *high = k * 6.93147180369123816490e-01;
    *low = k * 1.90821492927058770002e-10;
    return (lanes_f64)((bits & 0x000fffffffffffff) + 0x3fe6a09e00000000) - 1.0;
}
#endif

#ifdef LANE_BY_LANE
static INLINE lanes_f32 reduced_f32(lanes_f32 x, lanes_f32 *high, lanes_f32 *low)
{
    const mask_f32 tiny = x < 1.17549435e-38f;
    const lanes_f32 y = pick_f32(tiny, x * 33554432.0f, x);
    const mask_f32 bits = (mask_f32)y + (0x3f800000 - 0x3f3504f3);
    const mask_f32 exponent = (bits >> 23) - 0x7f - (tiny & 25);
    const lanes_f32 k = (lanes_f32)(exponent + 0x4b400000) - 12582912.0f;
    *high = k * 6.9313812256e-01f;
    *low = k * 9.0580006145e-06f;
    return (lanes_f32)((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
}
#endif

/* The natural logarithm to within one ulp, without a branch or a division, so that it runs in all
 * lanes at once. */
static INLINE lanes_f64 v_log_f64(lanes_f64 x)
{
#ifdef LANE_BY_LANE
    const lanes_f64 zero = {0};
    lanes_f64 high, low;
    const lanes_f64 f = reduced_f64(x, &high, &low);
    const lanes_f64 w = f * f;
    const lanes_f64 value = f * w * log_tail_f64(f) + low - 0.5 * w + f + high;
    const lanes_f64 outside = pick_f64(x == zero, zero - INFINITY, zero + NAN);
    return pick_f64(x > zero, pick_f64(x == INFINITY, x, value), outside);
#else
    return log(x);
#endif
}

/* h^2 - 1 - log h^2 where h = 1 + g, without a branch.
 *
 * With Q(f) = f - log(1 + f) = f^2 (1/2 - f P(f)), in which nothing cancels, it is g^2 + 2 Q(g) for
 * h from sqrt(1/2) to sqrt(2); elsewhere h = 2^k (1 + f), and it is
 * g (g + 2) - 2 (f + k log 2) + 2 Q(f). */
static INLINE lanes_f64 log_excess_f64(lanes_f64 g, lanes_f64 h)
{
#ifdef LANE_BY_LANE
    const lanes_f64 zero = {0};
    lanes_f64 high, low;
    const lanes_f64 reduced = reduced_f64(h, &high, &low);
    const mask_f64 near = high == zero;
    const lanes_f64 f = pick_f64(near, g, reduced);
    const lanes_f64 far = g * (g + 2.0) - 2.0 * (f + high) - 2.0 * low;
    const lanes_f64 twice = f * f * (1.0 - 2.0 * f * log_tail_f64(f));
    const lanes_f64 outside = pick_f64(h == zero, zero + INFINITY, zero + NAN);
    return pick_f64(h > zero, twice + pick_f64(near, g * g, far), outside);
#else
    if (h > 0.7071067811865476 && h < 1.4142135623730951) {
        return g * g * (2.0 - 2.0 * g * log_tail_f64(g));
    }
    return g * (g + 2.0) - 2.0 * log(h);
#endif
}
