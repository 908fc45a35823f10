// Per-channel operations on a tensor `[rows, channels]`.

/** out = scale x + offset */
export function channelAffine(x: usize, scale: usize, offset: usize, out: usize, rows: i32, channels: i32): void {
  let from = x
  let to = out
  const bytes = (<usize>channels) << 2
  const inVectors = (<usize>channels & ~3) << 2
  for (let row = 0; row < rows; row++, from += bytes, to += bytes) {
    let at: usize = 0
    for (; at < inVectors; at += 16) {
      const scaled = f32x4.mul(v128.load(scale + at), v128.load(from + at))
      v128.store(to + at, f32x4.add(scaled, v128.load(offset + at)))
    }
    for (; at < bytes; at += 4) {
      store<f32>(to + at, load<f32>(scale + at) * load<f32>(from + at) + load<f32>(offset + at))
    }
  }
}

/** sums[c] = Σ dy and, behind them, Σ dy x, over the rows; in 64 bits. */
export function channelSums(x: usize, dy: usize, sums: usize, rows: i32, channels: i32): void {
  const bytes = (<usize>channels) << 2
  for (let channel: usize = 0; channel < bytes; channel += 4) {
    let sum: f64 = 0
    let product: f64 = 0
    let at = channel
    for (let row = 0; row < rows; row++, at += bytes) {
      const slope = <f64>load<f32>(dy + at)
      sum += slope
      product += slope * <f64>load<f32>(x + at)
    }
    store<f64>(sums + 2 * channel, sum)
    store<f64>(sums + 2 * (bytes + channel), product)
  }
}
