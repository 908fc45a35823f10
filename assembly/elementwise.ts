// One pass over the elements of tensors of 32-bit floats.
import { exp4, sigmoid4, softplus4, tanh4 } from './vector-math.ts'

/** @param kind 0 exp, 1 softplus, 2 sigmoid, 3 tanh. */
export function unary(kind: i32, x: usize, out: usize, count: i32): void {
  let from = x
  let to = out
  for (const end = x + ((<usize>count & ~3) << 2); from < end; from += 16, to += 16) {
    v128.store(to, unary4(kind, v128.load(from)))
  }
  for (const end = x + ((<usize>count) << 2); from < end; from += 4, to += 4) {
    v128.store_lane<f32>(to, unary4(kind, v128.load_zero<f32>(from)), 0)
  }
}

function unary4(kind: i32, x: v128): v128 {
  if (kind === 0) return exp4(x)
  if (kind === 1) return softplus4(x)
  if (kind === 2) return sigmoid4(x)
  return tanh4(x)
}

/** out = dy where y is above zero, else 0: the gradient of relu, from its result or from its argument. */
export function maskPositive(dy: usize, y: usize, out: usize, count: i32): void {
  const zero = f32x4.splat(0)
  let offset: usize = 0
  for (const end = (<usize>count & ~3) << 2; offset < end; offset += 16) {
    v128.store(out + offset, v128.and(v128.load(dy + offset), f32x4.gt(v128.load(y + offset), zero)))
  }
  for (const end = (<usize>count) << 2; offset < end; offset += 4) {
    store<f32>(out + offset, load<f32>(y + offset) > 0 ? load<f32>(dy + offset) : 0)
  }
}

/** out = dy where y is above zero, else leak dy. */
export function leakPositive(dy: usize, y: usize, out: usize, count: i32, leak: f32): void {
  const zero = f32x4.splat(0)
  const leaks = f32x4.splat(leak)
  let offset: usize = 0
  for (const end = (<usize>count & ~3) << 2; offset < end; offset += 16) {
    const slope = v128.load(dy + offset)
    const isAbove = f32x4.gt(v128.load(y + offset), zero)
    v128.store(out + offset, v128.bitselect(slope, f32x4.mul(slope, leaks), isAbove))
  }
  for (const end = (<usize>count) << 2; offset < end; offset += 4) {
    const slope = load<f32>(dy + offset)
    store<f32>(out + offset, load<f32>(y + offset) > 0 ? slope : leak * slope)
  }
}

/** out[i, j] = x[i, j] where columns[j] ≥ rows[i], else 0. */
export function maskByDegree(x: usize, rows: usize, columns: usize, out: usize, height: i32, width: i32): void {
  let from = x
  let to = out
  for (let row = 0; row < height; row++) {
    const least = load<f32>(rows + ((<usize>row) << 2))
    const leasts = f32x4.splat(least)
    let column = columns
    for (const end = columns + ((<usize>width & ~3) << 2); column < end; column += 16, from += 16, to += 16) {
      v128.store(to, v128.and(v128.load(from), f32x4.ge(v128.load(column), leasts)))
    }
    for (const end = columns + ((<usize>width) << 2); column < end; column += 4, from += 4, to += 4) {
      store<f32>(to, load<f32>(column) >= least ? load<f32>(from) : 0)
    }
  }
}

/** out[i] = Σ_j x l - softplus(l): log-probabilities of outcomes 0 and 1 with log-odds l, both `[rows, columns]`. */
export function bernoulliLogProb(x: usize, logits: usize, out: usize, rows: i32, columns: i32): void {
  let outcome = x
  let logit = logits
  for (let row = 0; row < rows; row++) {
    // Few enough terms in each lane for 32 bits, as many rows as there may be.
    let sum = f32x4.splat(0)
    let total: f64 = 0
    for (let column = columns & ~3; column > 0; column -= 4, outcome += 16, logit += 16) {
      sum = f32x4.add(sum, term4(v128.load(outcome), v128.load(logit)))
      if ((column & 63) !== 4) continue
      total += sumOf(sum)
      sum = f32x4.splat(0)
    }
    for (let column = columns & 3; column > 0; column--, outcome += 4, logit += 4) {
      total += f32x4.extract_lane(term4(v128.load_zero<f32>(outcome), v128.load_zero<f32>(logit)), 0)
    }
    store<f32>(out + ((<usize>row) << 2), <f32>(total + sumOf(sum)))
  }
}

function term4(x: v128, logit: v128): v128 {
  return f32x4.sub(f32x4.mul(x, logit), softplus4(logit))
}

function sumOf(x: v128): f64 {
  const low: f64 = <f64>f32x4.extract_lane(x, 0) + <f64>f32x4.extract_lane(x, 1)
  return low + <f64>f32x4.extract_lane(x, 2) + <f64>f32x4.extract_lane(x, 3)
}

/** out = dy (x - σ(l)) with one dy for each row: the gradient of the above with respect to the log-odds. */
export function bernoulliLogitGradient(x: usize, logits: usize, dy: usize, out: usize, rows: i32, columns: i32): void {
  let outcome = x
  let logit = logits
  let to = out
  for (let row = 0; row < rows; row++) {
    const slope = v128.load_splat<f32>(dy + ((<usize>row) << 2))
    for (let column = columns & ~3; column > 0; column -= 4, outcome += 16, logit += 16, to += 16) {
      v128.store(to, f32x4.mul(slope, f32x4.sub(v128.load(outcome), sigmoid4(v128.load(logit)))))
    }
    for (let column = columns & 3; column > 0; column--, outcome += 4, logit += 4, to += 4) {
      const difference = f32x4.sub(v128.load_zero<f32>(outcome), sigmoid4(v128.load_zero<f32>(logit)))
      v128.store_lane<f32>(to, f32x4.mul(slope, difference), 0)
    }
  }
}
