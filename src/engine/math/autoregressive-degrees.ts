// Connectivity numbers of a masked autoencoder (Germain et al. 2015, section 4). An input's number is its place in the
// order, from 1; a hidden unit's number m says that it sees the inputs numbered up to m. A unit is connected to those
// before it whose numbers are not above its own; an output's number is one less than that of the input it predicts.
import { permutation, uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'

export interface DegreesInitialiser {
  readonly initialiser: 'autoregressiveDegrees'
  readonly inputs: number
  readonly hidden: readonly number[]
  readonly order: 'natural' | 'reversed' | 'random' | 'chosen'
  /** For a chosen order: the inputs in that order, from 1. */
  readonly sequence: readonly number[]
  readonly masks: number
  readonly seed: number
  readonly layers: readonly number[] | 'outputs'
  readonly repeats: number
}

/**
 * `[masks, units]`, row by row. One mask spreads the numbers of the hidden units evenly, so that none is missing if
 * there are enough units; for several masks they are drawn, independently for each.
 */
export function autoregressiveDegrees(settings: DegreesInitialiser): Float32Array {
  const { masks, layers, repeats } = settings
  const rows = Array.from({ length: masks }, (_, mask) => {
    const numbers = layersOf(settings, mask)
    const chosen =
      layers === 'outputs' ? numbers[0]!.map((place) => place - 1) : layers.flatMap((layer) => numbers[layer]!)
    return chosen.flatMap((number) => Array.from({ length: repeats }, () => number))
  })
  return Float32Array.from(rows.flat())
}

/** The numbers of the inputs, then those of each hidden layer. */
function layersOf(settings: DegreesInitialiser, mask: number): number[][] {
  const { inputs, hidden, masks, seed } = settings
  const last = inputs - 1
  const layers = [inputOrder(settings, mask)]
  let lowest = 1
  for (const [i, units] of hidden.entries()) {
    const drawn = masks === 1 ? spread(units) : uniforms(randomStream(seed, `masks/hidden${i + 1}`, mask), units)
    // Uniform on lowest..last: a unit below the lowest number before it would see nothing.
    const numbers = Array.from(drawn, (u) => Math.min(last, lowest + Math.floor(u * (last - lowest + 1))))
    layers.push(numbers)
    lowest = numbers.reduce((least, number) => Math.min(least, number), last)
  }
  return layers
}

const spread = (units: number): Float64Array => Float64Array.from({ length: units }, (_, k) => k / units)

function inputOrder({ inputs, order, sequence, seed }: DegreesInitialiser, mask: number): number[] {
  if (order === 'chosen') return Array.from({ length: inputs }, (_, i) => sequence.indexOf(i + 1) + 1)
  if (order === 'natural') return Array.from({ length: inputs }, (_, i) => i + 1)
  if (order === 'reversed') return Array.from({ length: inputs }, (_, i) => inputs - i)
  return Array.from(permutation(randomStream(seed, 'masks/order', mask), inputs), (place) => place + 1)
}
