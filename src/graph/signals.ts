// What a wire carries. Shapes never contain the batch dimension: a batch of 28x28x1 images is `[28, 28, 1]`,
// a batch of scalars is `[]`.

export type Shape = readonly number[]

/** The range of a tensor's elements. `levels256` are the integers 0..255, `binary` is {0, 1}, `unit` is [0, 1], `grey256` are the
 * 256 levels scaled to 0…1, and `steps` are finitely many real numbers, derived from discrete values.
 */
export type ElementRange = 'real' | 'unit' | 'grey256' | 'binary' | 'levels256' | 'steps'

export interface TensorSignal {
  readonly signal: 'tensor'
  readonly shape: Shape
  readonly range: ElementRange
}

export type DistributionFamily =
  | 'normal'
  | 'standardNormal'
  | 'logistic'
  | 'uniform'
  | 'bernoulli'
  | 'categorical'
  | 'logisticMixture'
  | 'discretisedLogisticMixture'
  | 'mixture'

export interface DistributionSignal {
  readonly signal: 'distribution'
  readonly family: DistributionFamily
  /** Event shape; `'any'` for a prior that adapts to the shape of its variable. */
  readonly shape: Shape | 'any'
  /** The range of the elements of a draw. */
  readonly range: ElementRange
}

/** An invertible stream: a tensor and the log-determinant (nats, one number per example) accumulated so far. */
export interface FlowSignal {
  readonly signal: 'flow'
  readonly shape: Shape
  readonly range: ElementRange
}

/** A scalar in nats, averaged over the batch, to be minimised. */
export interface ObjectiveSignal {
  readonly signal: 'objective'
  /** Names of the terms reported in addition to the total, in nats. */
  readonly terms: readonly string[]
}

export type Signal = TensorSignal | DistributionSignal | FlowSignal | ObjectiveSignal
export type SignalKind = Signal['signal']
export type SignalOf<K extends SignalKind> = Extract<Signal, { signal: K }>

export const tensor = (shape: Shape, range: ElementRange = 'real'): TensorSignal => ({ signal: 'tensor', shape, range })

export const flow = (shape: Shape, range: ElementRange = 'real'): FlowSignal => ({ signal: 'flow', shape, range })

export const sizeOf = (shape: Shape): number => shape.reduce<number>((product, extent) => product * extent, 1)

/** The number of positions of a tensor whose last axis is the channels, such as the pixels of an image. */
export const positionsOf = (shape: Shape): number => sizeOf(shape.slice(0, -1))

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i])

/** `28 × 28 × 1`, or `scalar`. */
export const describeShape = (shape: Shape): string => (shape.length === 0 ? 'scalar' : shape.join(' × '))

export const signalTitles: Readonly<Record<SignalKind, string>> = {
  tensor: 'tensor',
  distribution: 'distribution',
  flow: 'flow',
  objective: 'objective',
}

/** `a tensor`, `an objective`. */
export const aSignal = (kind: SignalKind): string => `${kind === 'objective' ? 'an' : 'a'} ${signalTitles[kind]}`

const familyTitles: Readonly<Record<DistributionFamily, string>> = {
  normal: 'Gaussian',
  standardNormal: 'standard normal',
  logistic: 'logistic',
  uniform: 'uniform',
  bernoulli: 'Bernoulli',
  categorical: 'categorical',
  logisticMixture: 'logistic mixture',
  discretisedLogisticMixture: 'discretised logistic mixture',
  mixture: 'mixture',
}

const rangeTitles: Readonly<Record<ElementRange, string>> = {
  real: 'real',
  unit: '0…1',
  grey256: '0…1 in steps',
  binary: 'binary',
  levels256: '256 levels',
  steps: 'real, in steps',
}

/** The range of the mean of values in that range. */
export const rangeOfMean = (range: ElementRange): ElementRange =>
  range === 'binary' || range === 'grey256' ? 'unit' : range

/** Whether elements are continuous, so that they have a density; all other ranges are discrete. */
export const isContinuous = (range: ElementRange): range is 'real' | 'unit' => range === 'real' || range === 'unit'

export const describeRange = (range: ElementRange): string => rangeTitles[range]

/** A short description of a signal for labels and messages. */
export function describeSignal(signal: Signal): string {
  switch (signal.signal) {
    case 'tensor':
      return `${describeShape(signal.shape)} ${rangeTitles[signal.range]}`
    case 'distribution':
      return `${familyTitles[signal.family]}${signal.shape === 'any' ? '' : ` over ${describeShape(signal.shape)}`}`
    case 'flow':
      return `flow ${describeShape(signal.shape)}`
    case 'objective':
      return signal.terms.length ? `objective (${signal.terms.join(', ')})` : 'objective'
    default:
      return signal satisfies never
  }
}

/** The signal as seen by an input of this kind: itself, a flow that starts at a tensor, or the tensor of a flow. `undefined` if
 * the input does not accept it.
 */
export function received(kind: SignalKind, signal: Signal): Signal | undefined {
  if (kind === signal.signal) return signal
  if (kind === 'flow' && signal.signal === 'tensor') return { ...signal, signal: 'flow' }
  if (kind === 'tensor' && signal.signal === 'flow') return { ...signal, signal: 'tensor' }
  return undefined
}

/** Whether an input of one kind accepts an output of the other. */
export const takes = (input: SignalKind, output: SignalKind): boolean =>
  input === output || (input === 'flow' && output === 'tensor') || (input === 'tensor' && output === 'flow')

export function sameSignal(a: Signal | undefined, b: Signal | undefined): boolean {
  if (a === b) return true
  if (!a || !b || a.signal !== b.signal) return false
  if (a.signal === 'objective') return b.signal === 'objective' && a.terms.join() === b.terms.join()
  if (b.signal === 'objective' || a.range !== b.range) return false
  if (a.signal === 'distribution' && b.signal === 'distribution' && a.family !== b.family) return false
  if (a.shape === 'any' || b.shape === 'any') return a.shape === b.shape
  return sameShape(a.shape, b.shape)
}
