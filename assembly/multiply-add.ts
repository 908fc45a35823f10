// A separate module with its own memory, for sampling from autoregressive models: the loop that dominates the time. Exported
// projects include it.

/** Bytes of a number, and of a vector of four. */
const NUMBER: usize = 4
const VECTOR: usize = 16

/**
 * y[k][row] += Σ_t w[t][k] x[t][row] for t below `terms` and k below `width`. Addresses in bytes; rows lie side by side and
 * are a multiple of four.
 */
export function multiplyAdd(y: usize, x: usize, w: usize, terms: i32, width: i32, rows: i32): void {
  const row = NUMBER * (rows as usize)
  const term = NUMBER * (width as usize)
  let to = y
  let weights = w
  let k = 0
  for (; k + 4 <= width; k += 4) {
    let at: usize = 0
    for (; at + 2 * VECTOR <= row; at += 2 * VECTOR) fourByEight(to + at, x + at, weights, terms, term, row)
    for (; at < row; at += VECTOR) fourByFour(to + at, x + at, weights, terms, term, row)
    to += 4 * row
    weights += 4 * NUMBER
  }
  for (; k < width; k++) {
    let at: usize = 0
    for (; at + 4 * VECTOR <= row; at += 4 * VECTOR) oneBySixteen(to + at, x + at, weights, terms, term, row)
    for (; at < row; at += VECTOR) oneByFour(to + at, x + at, weights, terms, term, row)
    to += row
    weights += NUMBER
  }
}

/** Four outputs of eight examples; `term` and `row` are the bytes from one term's weights, or one row, to the next. */
function fourByEight(y0: usize, inputs: usize, weights: usize, terms: i32, term: usize, row: usize): void {
  let x = inputs
  let w = weights
  const y1 = y0 + row
  const y2 = y1 + row
  const y3 = y2 + row
  let a0 = v128.load(y0)
  let b0 = v128.load(y0, VECTOR)
  let a1 = v128.load(y1)
  let b1 = v128.load(y1, VECTOR)
  let a2 = v128.load(y2)
  let b2 = v128.load(y2, VECTOR)
  let a3 = v128.load(y3)
  let b3 = v128.load(y3, VECTOR)
  for (let t = 0; t < terms; t++) {
    const xa = v128.load(x)
    const xb = v128.load(x, VECTOR)
    const w0 = v128.load_splat<f32>(w)
    const w1 = v128.load_splat<f32>(w, NUMBER)
    const w2 = v128.load_splat<f32>(w, 2 * NUMBER)
    const w3 = v128.load_splat<f32>(w, 3 * NUMBER)
    a0 = f32x4.add(a0, f32x4.mul(w0, xa))
    b0 = f32x4.add(b0, f32x4.mul(w0, xb))
    a1 = f32x4.add(a1, f32x4.mul(w1, xa))
    b1 = f32x4.add(b1, f32x4.mul(w1, xb))
    a2 = f32x4.add(a2, f32x4.mul(w2, xa))
    b2 = f32x4.add(b2, f32x4.mul(w2, xb))
    a3 = f32x4.add(a3, f32x4.mul(w3, xa))
    b3 = f32x4.add(b3, f32x4.mul(w3, xb))
    x += row
    w += term
  }
  v128.store(y0, a0)
  v128.store(y0, b0, VECTOR)
  v128.store(y1, a1)
  v128.store(y1, b1, VECTOR)
  v128.store(y2, a2)
  v128.store(y2, b2, VECTOR)
  v128.store(y3, a3)
  v128.store(y3, b3, VECTOR)
}

function fourByFour(y0: usize, inputs: usize, weights: usize, terms: i32, term: usize, row: usize): void {
  let x = inputs
  let w = weights
  const y1 = y0 + row
  const y2 = y1 + row
  const y3 = y2 + row
  let a0 = v128.load(y0)
  let a1 = v128.load(y1)
  let a2 = v128.load(y2)
  let a3 = v128.load(y3)
  for (let t = 0; t < terms; t++) {
    const xa = v128.load(x)
    a0 = f32x4.add(a0, f32x4.mul(v128.load_splat<f32>(w), xa))
    a1 = f32x4.add(a1, f32x4.mul(v128.load_splat<f32>(w, NUMBER), xa))
    a2 = f32x4.add(a2, f32x4.mul(v128.load_splat<f32>(w, 2 * NUMBER), xa))
    a3 = f32x4.add(a3, f32x4.mul(v128.load_splat<f32>(w, 3 * NUMBER), xa))
    x += row
    w += term
  }
  v128.store(y0, a0)
  v128.store(y1, a1)
  v128.store(y2, a2)
  v128.store(y3, a3)
}

function oneBySixteen(y: usize, inputs: usize, weights: usize, terms: i32, term: usize, row: usize): void {
  let x = inputs
  let w = weights
  let a = v128.load(y)
  let b = v128.load(y, VECTOR)
  let c = v128.load(y, 2 * VECTOR)
  let d = v128.load(y, 3 * VECTOR)
  for (let t = 0; t < terms; t++) {
    const weight = v128.load_splat<f32>(w)
    a = f32x4.add(a, f32x4.mul(weight, v128.load(x)))
    b = f32x4.add(b, f32x4.mul(weight, v128.load(x, VECTOR)))
    c = f32x4.add(c, f32x4.mul(weight, v128.load(x, 2 * VECTOR)))
    d = f32x4.add(d, f32x4.mul(weight, v128.load(x, 3 * VECTOR)))
    x += row
    w += term
  }
  v128.store(y, a)
  v128.store(y, b, VECTOR)
  v128.store(y, c, 2 * VECTOR)
  v128.store(y, d, 3 * VECTOR)
}

function oneByFour(y: usize, inputs: usize, weights: usize, terms: i32, term: usize, row: usize): void {
  let x = inputs
  let w = weights
  let a = v128.load(y)
  for (let t = 0; t < terms; t++) {
    a = f32x4.add(a, f32x4.mul(v128.load_splat<f32>(w), v128.load(x)))
    x += row
    w += term
  }
  v128.store(y, a)
}
