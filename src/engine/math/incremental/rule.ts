// How an op is evaluated a few elements at a time. Drawing from an autoregressive model sets one element after another, and
// whatever an element leads to is computed once, as soon as all that it depends on is known, and then kept. An op says so
// beside its forward function, as its property `incremental`: which elements it computes together, what these read, how.

/** A tensor on the host. */
export interface HostTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** One example of a tensor, its elements counted row by row: `block` neighbours become known together. */
export interface Laid {
  readonly shape: readonly number[]
  readonly block: number
}

/** Says that elements `from` to `from + count - 1` of an input are read. */
export type See = (input: string, from: number, count: number) => void

/**
 * y[k][row] += Σ_t w[t][k] x[t][row] for t below `terms` and k below `width`. Each array is entered at an offset, in
 * numbers; rows lie side by side.
 */
export type MultiplyAdd = (
  y: Float32Array,
  yAt: number,
  x: Float32Array,
  xAt: number,
  w: Float32Array,
  wAt: number,
  terms: number,
  width: number,
  rows: number,
) => void

/**
 * Where numbers lie while a sampler runs: number `row` of element `e` at `e · rows + row`, so that the same element of
 * all examples lies side by side. Rows are a multiple of 4.
 */
export interface Place {
  readonly rows: number
  readonly inputs: Readonly<Record<string, Float32Array>>
  readonly output: Float32Array
  /** Those of the evaluation, in its order. */
  readonly constants: readonly Float32Array[]
  readonly multiplyAdd: MultiplyAdd
}

/** How a tensor is computed block by block. */
export interface Evaluation {
  readonly block: number
  /** What block number `block` is computed from. */
  reads(block: number, see: See): void
  /** Numbers that `evaluate` needs beside the inputs, such as weights. */
  readonly constants: readonly Float32Array[]
  /** Writes block number `block` of the output. */
  evaluate(block: number, place: Place): void
}

/** How elements are drawn from a distribution. */
export interface Drawing {
  /** Elements of one event; of a mixture, of all components together. */
  readonly size: number
  /** The random numbers for one element, in the order in which the distribution's `sample` asks its context for them. */
  readonly numbers: readonly ('uniform' | 'normal')[]
  /** Its events are those of several components, of which each example takes one; one more uniform number chooses. */
  readonly isMixture?: true
  /** What the draw of an element is computed from. */
  reads(element: number, see: See): void
  /** Draws an element. @param place without output or constants. @param numbers one for each of `numbers`. */
  draw(element: number, row: number, place: Pick<Place, 'rows' | 'inputs'>, numbers: readonly number[]): number
}

/** What an op receives before it says how it would be evaluated. */
export interface Described<Params = object> {
  readonly inputs: Readonly<Record<string, Laid>>
  /** Distributions among the inputs. */
  readonly drawings: Readonly<Record<string, Drawing>>
  readonly weights: Readonly<Record<string, HostTensor>>
  readonly params: Params
  /** Of one example of its tensor output; of a distribution, that of the event. */
  readonly shape: readonly number[]
}

/** `undefined` where these parameters or inputs leave no way but to evaluate all at once. */
export type IncrementalRule<Params = object> = (described: Described<Params>) => Evaluation | Drawing | undefined

/** The number of elements of a tensor of this shape. */
export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, extent) => product * extent, 1)
