// Affine couplings of flows: y = x e^s + t on the channels that move, with the parameters `[rows, 2 · moving]`, first the
// shifts t, then the raw scales r. s = bound · tanh r, or s = log σ(r + 2). A row is one position of one example.
import { exp4, sigmoid4, softplus4, tanh4 } from './vector-math.ts'

/** Elements at a time, side by side in scratch memory: six arrays of this many floats. */
const CHUNK: i32 = 64
const CHUNK_BYTES: usize = 256

// Which channels move, and in checkerboards which positions; set by `setLayout` before either function.
let channels: i32 = 0
let moving: i32 = 0
let firstMoving: i32 = 0
let stepOfMoving: i32 = 1
let positions: i32 = 1
/** Columns of a checkerboard, else 0. */
let boardWidth: i32 = 0
/** Positions whose row + column leaves this remainder by 2 move. */
let boardParity: i32 = 0
let usesSigmoid: bool = false

export function setLayout(
  channelCount: i32,
  movingCount: i32,
  first: i32,
  step: i32,
  positionCount: i32,
  width: i32,
  parity: i32,
  sigmoid: bool,
): void {
  channels = channelCount
  moving = movingCount
  firstMoving = first
  stepOfMoving = step
  positions = positionCount
  boardWidth = width
  boardParity = parity
  usesSigmoid = sigmoid
}

/** Floats of scratch memory. */
export function couplingScratch(): i32 {
  return 6 * CHUNK
}

// The element that a walk over all moving elements has come to.
let row: i32 = 0
let place: i32 = 0

function moves(): bool {
  if (boardWidth === 0) return true
  const position = row % positions
  return ((position / boardWidth + (position % boardWidth)) & 1) === boardParity
}

function advance(): void {
  place++
  if (place < moving) return
  place = 0
  row++
}

function startAt(element: i32): void {
  row = element / moving
  place = element % moving
}

const addressOfX = (x: usize): usize => x + ((<usize>(row * channels + firstMoving + place * stepOfMoving)) << 2)
const addressOfShift = (parameters: usize): usize => parameters + ((<usize>(2 * row * moving + place)) << 2)

/** Reads x, the raw scale, the shift and the bound of the elements of a chunk; an element that stays has scale 0. */
function readChunk(x: usize, parameters: usize, bound: usize, first: i32, count: i32, scratch: usize): void {
  startAt(first)
  let to = scratch
  for (let i = 0; i < count; i++, to += 4) {
    const shift = addressOfShift(parameters)
    store<f32>(to, load<f32>(addressOfX(x)))
    store<f32>(to + CHUNK_BYTES, load<f32>(shift + ((<usize>moving) << 2)))
    store<f32>(to + 2 * CHUNK_BYTES, moves() ? load<f32>(shift) : 0)
    store<f32>(to + 3 * CHUNK_BYTES, moves() ? load<f32>(bound + ((<usize>place) << 2)) : 0)
    advance()
  }
}

/** log scale, where `bound` is 0 for elements that stay. */
function logScale4(raw: v128, bound: v128): v128 {
  if (!usesSigmoid) return f32x4.mul(bound, tanh4(raw))
  return f32x4.neg(f32x4.mul(bound, softplus4(f32x4.neg(f32x4.add(raw, f32x4.splat(2))))))
}

/** @param change `[batch]`, of the log-determinant. @param out a copy of x, in which what moves is replaced. */
export function affineCoupling(
  x: usize,
  parameters: usize,
  bound: usize,
  out: usize,
  change: usize,
  batch: i32,
  scratch: usize,
): void {
  const perExample = positions * moving
  for (let example = 0; example < batch; example++) {
    let total: f64 = 0
    for (let done = 0; done < perExample; done += CHUNK) {
      const first = example * perExample + done
      const count = min(CHUNK, perExample - done)
      readChunk(x, parameters, bound, first, count, scratch)
      for (let at = scratch, end = scratch + ((<usize>count) << 2); at < end; at += 16) {
        const logScale = logScale4(v128.load(at + CHUNK_BYTES), v128.load(at + 3 * CHUNK_BYTES))
        const shift = v128.load(at + 2 * CHUNK_BYTES)
        v128.store(at + 4 * CHUNK_BYTES, logScale)
        v128.store(at, f32x4.add(f32x4.mul(v128.load(at), exp4(logScale)), shift))
      }
      startAt(first)
      for (let i = 0, at = scratch; i < count; i++, at += 4) {
        store<f32>(addressOfX(out), load<f32>(at))
        total += <f64>load<f32>(at + 4 * CHUNK_BYTES)
        advance()
      }
    }
    store<f32>(change + ((<usize>example) << 2), <f32>total)
  }
}

/**
 * @param dChange the slope of the log-determinant's change, `[batch]`. @param dx a copy of dy, in which what moves is
 * replaced. @param dBound `[moving]` in 64 bits, zero at the start.
 */
export function affineCouplingGradient(
  x: usize,
  parameters: usize,
  bound: usize,
  dy: usize,
  dChange: usize,
  dx: usize,
  dParameters: usize,
  dBound: usize,
  batch: i32,
  scratch: usize,
): void {
  const perExample = positions * moving
  for (let example = 0; example < batch; example++) {
    const slopeOfChange = v128.load_splat<f32>(dChange + ((<usize>example) << 2))
    for (let done = 0; done < perExample; done += CHUNK) {
      const first = example * perExample + done
      const count = min(CHUNK, perExample - done)
      readChunk(x, parameters, bound, first, count, scratch)
      startAt(first)
      for (let i = 0, at = scratch; i < count; i++, at += 4) {
        store<f32>(at + 4 * CHUNK_BYTES, load<f32>(addressOfX(dy)))
        advance()
      }
      for (let at = scratch, end = scratch + ((<usize>count) << 2); at < end; at += 16) {
        const raw = v128.load(at + CHUNK_BYTES)
        const limit = v128.load(at + 3 * CHUNK_BYTES)
        const slope = v128.load(at + 4 * CHUNK_BYTES)
        const scale = exp4(logScale4(raw, limit))
        const slopeOfScale = f32x4.add(f32x4.mul(f32x4.mul(slope, v128.load(at)), scale), slopeOfChange)
        v128.store(at, f32x4.mul(slope, scale))
        if (usesSigmoid) {
          const outside = sigmoid4(f32x4.neg(f32x4.add(raw, f32x4.splat(2))))
          v128.store(at + CHUNK_BYTES, f32x4.mul(f32x4.mul(slopeOfScale, limit), outside))
        } else {
          const t = tanh4(raw)
          const bend = f32x4.sub(f32x4.splat(1), f32x4.mul(t, t))
          v128.store(at + CHUNK_BYTES, f32x4.mul(f32x4.mul(slopeOfScale, limit), bend))
          v128.store(at + 5 * CHUNK_BYTES, f32x4.mul(slopeOfScale, t))
        }
      }
      startAt(first)
      for (let i = 0, at = scratch; i < count; i++, at += 4) {
        const shift = addressOfShift(dParameters)
        const isMoving = moves()
        store<f32>(addressOfX(dx), load<f32>(at))
        store<f32>(shift, isMoving ? load<f32>(at + 4 * CHUNK_BYTES) : 0)
        store<f32>(shift + ((<usize>moving) << 2), load<f32>(at + CHUNK_BYTES))
        if (isMoving && !usesSigmoid) {
          const to = dBound + ((<usize>place) << 3)
          store<f64>(to, load<f64>(to) + <f64>load<f32>(at + 5 * CHUNK_BYTES))
        }
        advance()
      }
    }
  }
}
