// What the page draws of a model and its data, as plain arrays of bounded size. Grids and curves name no positions: they
// follow from the extent that the data have, see positions.ts.

/** An interval of an axis, in the units of the data. */
export type Extent = readonly [low: number, high: number]

/** Images side by side in one array, `[count, height, width, channels]`, values 0..1. */
export interface ImageStrip {
  readonly count: number
  readonly height: number
  readonly width: number
  readonly channels: number
  readonly values: Float32Array
}

/** What a discriminator says, from sure of a fake to sure of a real example. */
export interface Judgements {
  readonly values: Float32Array
  /** Probabilities of being real; otherwise scores, any real numbers. */
  readonly areProbabilities: boolean
}

/** Of data that are a mixture of equal round Gaussians: which of them the samples found. */
export interface Coverage {
  readonly found: number
  readonly modes: number
  /** Samples within three deviations of a mode, as a share of all. */
  readonly nearShare: number
}

/** Of numbers on the line. */
export interface LineMoments {
  readonly mean: number
  readonly deviation: number
}

/** Noise in rising order, and what the generator makes of each. */
export interface GeneratorMap {
  readonly noise: Float32Array
  readonly values: Float32Array
}

/** What a model makes at some step, in the space of its data. */
export type Preview =
  | {
      readonly kind: 'images'
      readonly samples?: ImageStrip
      /** What each sample was given, of models with labels. */
      readonly labels?: readonly string[]
      readonly originals?: ImageStrip
      readonly reconstructions?: ImageStrip
    }
  /** `[count, 2]`. */
  | { readonly kind: 'points'; readonly samples: Float32Array; readonly coverage?: Coverage }
  | {
      readonly kind: 'line'
      readonly samples: Float32Array
      /** Of the samples, where there are two or more. */
      readonly moments?: LineMoments
      readonly coverage?: Coverage
      readonly generator?: GeneratorMap
      /** At the positions of the data's curve. */
      readonly discriminator?: Judgements
    }

/** The data of a model in the plane or on the line; said once. */
export type ObservedData = { readonly view: 'data' } & (
  | {
      readonly kind: 'points'
      /** `[count, 2]`. */
      readonly examples: Float32Array
      /** Equally long. */
      readonly extents: readonly [x: Extent, y: Extent]
    }
  | {
      readonly kind: 'line'
      readonly examples: Float32Array
      readonly extents: readonly [x: Extent]
      /** Of the distribution that the examples are drawn from where it is known, otherwise of the examples. */
      readonly moments?: LineMoments
      /** The true density at the curve's positions, where it is known. */
      readonly density?: Float32Array
    }
)

/** A number of nats and one standard error of it, or a bound on its error. */
export interface Measurement {
  readonly nats: number
  readonly error: number
}

/** What is known of the distribution that the data come from; said once. */
export interface TruthView {
  readonly view: 'truth'
  /** Nats, on the grid or along the curve. */
  readonly logDensity: Float32Array
  readonly entropy: Measurement
}

/** On the grid or along the curve. */
export type DensityView = { readonly view: 'density' } & (
  | { readonly of: 'model'; readonly logDensity: Float32Array }
  | { readonly of: 'discriminator'; readonly judgements: Judgements; readonly fakes: Float32Array }
)

/** The mean of -log p(x) over the test split. */
export interface LikelihoodView {
  readonly view: 'likelihood'
  readonly negativeLogLikelihood: Measurement
  readonly examples: number
}

/** The first examples of the validation split, which the codes belong to; said once. */
export interface ExamplesView {
  readonly view: 'examples'
  readonly labels: Uint8Array
  /** Names of the labels; one or none where the data have no classes. */
  readonly classes: readonly string[]
  readonly images?: ImageStrip
}

/** The plane of the latent space that is shown: the latent at (a, b) is origin + a axes[0] + b axes[1]. */
export interface LatentPlane {
  readonly method: LatentMethod
  readonly origin: Float32Array
  /** Of length 1 and at right angles; of a latent with one number the second is zero. */
  readonly axes: readonly [Float32Array, Float32Array]
}

export type LatentMethod =
  /** The latent has no more than two numbers. */
  | { readonly method: 'whole' }
  /** The two directions in which the codes vary most, with their share of the variance. */
  | { readonly method: 'principal'; readonly share: number }
  /** The first two numbers of a latent that no example has a code in. */
  | { readonly method: 'first' }

export interface LatentView {
  readonly view: 'latent'
  readonly plane: LatentPlane
  /** Where each example lies, `[count, 2]`; absent where the model does not encode. */
  readonly codes?: Float32Array
  /** Positions of draws from the prior, `[count, 2]`. */
  readonly prior?: Float32Array
  readonly extents: readonly [x: Extent, y: Extent]
  /** Decoded at the quantiles of the prior, the first row at the largest second number; of latents with two numbers. */
  readonly manifold?: { readonly columns: number; readonly images: ImageStrip }
}

/** Whether codes of training examples are distributed as the prior is: the two-sample test of q(z) against p(z). */
export interface CodesView {
  readonly view: 'codes'
  /** Codes, and draws from the prior. */
  readonly points: number
  /** The squared maximum mean discrepancy. */
  readonly discrepancy: number
  readonly pValue: number
}

/** The decoded value of one requested latent. */
export interface DecodedView {
  readonly view: 'decoded'
  readonly at: readonly [number, number]
  /** One image, or the numbers of other data. */
  readonly made: ImageStrip | Float32Array
}

export type View =
  | ObservedData
  | TruthView
  | DensityView
  | LikelihoodView
  | ExamplesView
  | LatentView
  | CodesView
  | DecodedView

/** What the page can have its eyes on beside curves and samples. */
export type Watched = 'density' | 'latent'
