// Sums kept in 64 bits, of tensors seen as `[outer, reduced, inner]`.

/** out[o, i] = scale Σ_r x[o, r, i] */
export function sumMiddle(x: usize, out: usize, outer: i32, reduced: i32, inner: i32, scale: f64): void {
  const blockBytes = (<usize>(reduced * inner)) << 2
  let from = x
  let to = out
  for (let o = 0; o < outer; o++, from += blockBytes, to += (<usize>inner) << 2) {
    if (inner === 1) store<f32>(to, <f32>(scale * sumRow(from, reduced)))
    else sumColumns(from, to, reduced, inner, scale)
  }
}

function sumRow(x: usize, count: i32): f64 {
  let a = f64x2.splat(0)
  let b = f64x2.splat(0)
  let c = f64x2.splat(0)
  let d = f64x2.splat(0)
  let at = x
  for (const end = x + ((<usize>count & ~7) << 2); at < end; at += 32) {
    a = f64x2.add(a, f64x2.promote_low_f32x4(v128.load_zero<f64>(at)))
    b = f64x2.add(b, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 8)))
    c = f64x2.add(c, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 16)))
    d = f64x2.add(d, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 24)))
  }
  const pair = f64x2.add(f64x2.add(a, b), f64x2.add(c, d))
  let sum = f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1)
  for (const end = x + ((<usize>count) << 2); at < end; at += 4) sum += <f64>load<f32>(at)
  return sum
}

/** Eight columns at a time, then two, then one. */
function sumColumns(x: usize, out: usize, rows: i32, columns: i32, scale: f64): void {
  const stride = (<usize>columns) << 2
  const bytes = <usize>rows * stride
  const scales = f64x2.splat(scale)
  let column: usize = 0
  for (const end = (<usize>columns & ~7) << 2; column < end; column += 32) {
    let a = f64x2.splat(0)
    let b = f64x2.splat(0)
    let c = f64x2.splat(0)
    let d = f64x2.splat(0)
    for (let at = x + column, last = at + bytes; at < last; at += stride) {
      a = f64x2.add(a, f64x2.promote_low_f32x4(v128.load_zero<f64>(at)))
      b = f64x2.add(b, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 8)))
      c = f64x2.add(c, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 16)))
      d = f64x2.add(d, f64x2.promote_low_f32x4(v128.load_zero<f64>(at, 24)))
    }
    storePair(out + column, f64x2.mul(a, scales))
    storePair(out + column + 8, f64x2.mul(b, scales))
    storePair(out + column + 16, f64x2.mul(c, scales))
    storePair(out + column + 24, f64x2.mul(d, scales))
  }
  for (const end = (<usize>columns & ~1) << 2; column < end; column += 8) {
    let sum = f64x2.splat(0)
    for (let at = x + column, last = at + bytes; at < last; at += stride) {
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load_zero<f64>(at)))
    }
    storePair(out + column, f64x2.mul(sum, scales))
  }
  if (column === stride) return
  let sum: f64 = 0
  for (let at = x + column, last = at + bytes; at < last; at += stride) sum += <f64>load<f32>(at)
  store<f32>(out + column, <f32>(scale * sum))
}

function storePair(to: usize, pair: v128): void {
  v128.store_lane<f64>(to, f32x4.demote_f64x2_zero(pair), 0)
}
