// The values that weights start with. They depend on the seed and the weight's name alone, those of masks on the masks' own.

import { uniforms } from '../random/draws.ts'
import { randomStream } from '../random/random-stream.ts'
import { autoregressiveDegrees, type DegreesInitialiser } from './autoregressive-degrees.ts'

type Initialiser =
  | { readonly initialiser: 'zeros' | 'ones' }
  | { readonly initialiser: 'fanInUniform'; readonly fanIn: number }
  | { readonly initialiser: 'constant'; readonly value: number }
  | DegreesInitialiser

/** The name, the shape and the initialiser of a tensor. */
export interface InitialTensorSpec {
  /** Unique in the model, such as `encoder/hidden1/kernel`. */
  readonly name: string
  readonly shape: readonly number[]
  readonly initialiser: Initialiser
}

/**
 * @param seed an integer from 0 to 2³² - 1.
 * @returns the elements of the tensor, row by row.
 */
export function initialTensor({ name, shape, initialiser }: InitialTensorSpec, seed: number): Float32Array {
  const length = shape.reduce((product, extent) => product * extent, 1)
  switch (initialiser.initialiser) {
    case 'zeros':
      return new Float32Array(length)
    case 'ones':
      return new Float32Array(length).fill(1)
    case 'constant':
      return new Float32Array(length).fill(initialiser.value)
    case 'fanInUniform': {
      // LeCun et al. 1998, section 4.6, in the uniform form that PyTorch uses for linear and convolutional layers
      const bound = 1 / Math.sqrt(initialiser.fanIn)
      return uniforms(randomStream(seed, `initial/${name}`, 0), length).map((u) => (2 * u - 1) * bound)
    }
    case 'autoregressiveDegrees':
      return autoregressiveDegrees(initialiser)
    default:
      return initialiser satisfies never
  }
}
