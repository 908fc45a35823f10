// Elementary functions of four floats at a time, each good to about one part in ten million.

/** e^x: 2^n e^r with |r| ≤ ln 2 / 2 (Moshier, Cephes, expf). */
export function exp4(x: v128): v128 {
  // Beyond these the result is infinite or zero anyway.
  const bounded = f32x4.max(f32x4.min(x, f32x4.splat(90)), f32x4.splat(-105))
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(<f32>Math.LOG2E)))
  let r = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(0.693359375)))
  r = f32x4.sub(r, f32x4.mul(n, f32x4.splat(-2.1219444e-4)))
  let p = f32x4.splat(1.98756915e-4)
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.3981999507e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(8.3334519073e-3))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(4.1665795894e-2))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(1.6666665459e-1))
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(5.0000001201e-1))
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1))
  // 2^n in two factors, since 2^128 and what is smaller than a normal float cannot be written as one.
  const whole = i32x4.trunc_sat_f32x4_s(n)
  const half = i32x4.shr_s(whole, 1)
  return f32x4.mul(f32x4.mul(p, power4(half)), power4(i32x4.sub(whole, half)))
}

/** 2^n for whole n from -126 to 127. */
function power4(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23)
}

/** log(1 + y) for y in [0, 1], to full relative precision: 2 artanh(y / (2 + y)) as a series. */
export function log1pOfUnit4(y: v128): v128 {
  const s = f32x4.div(y, f32x4.add(y, f32x4.splat(2)))
  const square = f32x4.mul(s, s)
  let p = f32x4.splat(2 / 13.0)
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2 / 11.0))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2 / 9.0))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2 / 7.0))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2 / 5.0))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2 / 3.0))
  return f32x4.mul(f32x4.add(f32x4.mul(p, square), f32x4.splat(2)), s)
}

/** log(1 + e^x) = max(x, 0) + log(1 + e^-|x|) */
export function softplus4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)))
  return f32x4.add(f32x4.max(x, f32x4.splat(0)), log1pOfUnit4(e))
}

/** 1 / (1 + e^-x) */
export function sigmoid4(x: v128): v128 {
  const e = exp4(f32x4.neg(f32x4.abs(x)))
  const ofSize = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), e))
  return v128.bitselect(f32x4.mul(e, ofSize), ofSize, f32x4.lt(x, f32x4.splat(0)))
}

/** (1 - e^-2|x|) / (1 + e^-2|x|) with the sign of x; near zero a polynomial (Moshier, Cephes, tanhf). */
export function tanh4(x: v128): v128 {
  const size = f32x4.abs(x)
  const e = exp4(f32x4.mul(size, f32x4.splat(-2)))
  const ofSize = f32x4.div(f32x4.sub(f32x4.splat(1), e), f32x4.add(f32x4.splat(1), e))
  const sign = v128.and(x, i32x4.splat(0x80000000))
  const far = v128.or(ofSize, sign)
  const square = f32x4.mul(x, x)
  let p = f32x4.splat(-5.70498872745e-3)
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(2.06390887954e-2))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-5.37397155531e-2))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(1.33314422036e-1))
  p = f32x4.add(f32x4.mul(p, square), f32x4.splat(-3.33332819422e-1))
  const near = f32x4.add(f32x4.mul(f32x4.mul(p, square), x), x)
  return v128.bitselect(near, far, f32x4.lt(size, f32x4.splat(0.625)))
}
