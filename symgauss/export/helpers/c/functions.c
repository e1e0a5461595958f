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

/* The natural logarithm to within one ulp, without a branch, so that it runs in all lanes at once.
 *
 * x = 2^k (1 + f) with sqrt(1/2) < 1 + f < sqrt(2), and with s = f / (2 + f)
 * log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)), R the minimax polynomial of FreeBSD's e_log.c. */
static INLINE lanes_f64 v_log_f64(lanes_f64 x)
{
#ifdef LANE_BY_LANE
    const lanes_f64 zero = {0};
    const mask_f64 tiny = x < 2.2250738585072014e-308;
    const lanes_f64 y = pick_f64(tiny, x * 18014398509481984.0, x);
    const mask_f64 bits = (mask_f64)y + (0x3ff0000000000000 - 0x3fe6a09e00000000);
    const lanes_f64 f = (lanes_f64)((bits & 0x000fffffffffffff) + 0x3fe6a09e00000000) - 1.0;
    const mask_f64 exponent = (bits >> 52) - 0x3ff - (tiny & 54);
    const lanes_f64 k = (lanes_f64)(exponent + 0x4338000000000000) - 6755399441055744.0;
    const lanes_f64 half = 0.5 * f * f;
    const lanes_f64 s = f / (2.0 + f);
    const lanes_f64 z = s * s;
    const lanes_f64 w = z * z;
    const lanes_f64 even =
        w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    const lanes_f64 odd =
        z * (6.666666666666735130e-01 +
             w * (2.857142874366239149e-01 +
                  w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    const lanes_f64 value = s * (half + (odd + even)) + k * 1.90821492927058770002e-10 - half + f +
                            k * 6.93147180369123816490e-01;
    const lanes_f64 outside = pick_f64(x == zero, zero - INFINITY, zero + NAN);
    return pick_f64(x > zero, pick_f64(x == INFINITY, x, value), outside);
#else
    return log(x);
#endif
}

static INLINE lanes_f32 v_log_f32(lanes_f32 x)
{
#ifdef LANE_BY_LANE
    const lanes_f32 zero = {0};
    const mask_f32 tiny = x < 1.17549435e-38f;
    const lanes_f32 y = pick_f32(tiny, x * 33554432.0f, x);
    const mask_f32 bits = (mask_f32)y + (0x3f800000 - 0x3f3504f3);
    const lanes_f32 f = (lanes_f32)((bits & 0x007fffff) + 0x3f3504f3) - 1.0f;
    const mask_f32 exponent = (bits >> 23) - 0x7f - (tiny & 25);
    const lanes_f32 k = (lanes_f32)(exponent + 0x4b400000) - 12582912.0f;
    const lanes_f32 half = 0.5f * f * f;
    const lanes_f32 s = f / (2.0f + f);
    const lanes_f32 z = s * s;
    const lanes_f32 w = z * z;
    const lanes_f32 even = w * (0.40000972152f + w * 0.24279078841f);
    const lanes_f32 odd = z * (0.66666662693f + w * 0.28498786688f);
    const lanes_f32 value = s * (half + (odd + even)) + k * 9.0580006145e-06f - half + f +
                            k * 6.9313812256e-01f;
    const lanes_f32 outside = pick_f32(x == zero, zero - INFINITY, zero + NAN);
    return pick_f32(x > zero, pick_f32(x == INFINITY, x, value), outside);
#else
    return logf(x);
#endif
}

/* r - log(1 + r) where 1 + r = h^2; by a polynomial where r is from -1/2 to 1.
 *
 * With s = r / (2 + r), log(1 + r) = 2 artanh s, and r - log(1 + r) is
 * s (r - 2 s^2 (artanh s - s) / s^3), in which nothing cancels.  The polynomial in s^2 interpolates
 * at Chebyshev nodes for s^2 <= 1/9, with a relative error of 2e-16. */
static INLINE lanes_f64 log_excess_f64(lanes_f64 r, lanes_f64 h)
{
    const lanes_f64 s = r / (2.0 + r);
    const lanes_f64 z = s * s;
    lanes_f64 total = z * 0.08082022805971766 + 0.04400369243072337;
    total = total * z + 0.06000536404795356;
    total = total * z + 0.06657072104827468;
    total = total * z + 0.07692785032479312;
    total = total * z + 0.09090894718066429;
    total = total * z + 0.11111111358713932;
    total = total * z + 0.1428571428355438;
    total = total * z + 0.20000000000007292;
    total = total * z + 0.3333333333333333;
    return pick_f64(less_f64(absolute_f64(s), all_f64(1.0 / 3.0)), s * (r - 2.0 * z * total),
                    r - 2.0 * v_log_f64(h));
}
