// The values that weights start with. They depend on the seed and the weight's name alone.
import { normals, uniforms } from './random/draws.ts'
import { randomStream } from './random/random-stream.ts'

type Initialiser =
  | { readonly initialiser: 'zeros' | 'ones' }
  | { readonly initialiser: 'glorotUniform'; readonly fanIn: number; readonly fanOut: number }
  | { readonly initialiser: 'heNormal'; readonly fanIn: number }
  | { readonly initialiser: 'constant'; readonly value: number }

export interface InitialTensorSpec {
  /** Unique in the model, such as `encoder/hidden1/kernel`. */
  readonly name: string
  readonly shape: readonly number[]
  readonly initialiser: Initialiser
}

/**
 * @param seed a whole number from 0 to 2³² - 1.
 * @returns the elements of the tensor, row by row.
 */
export function initialTensor({ name, shape, initialiser }: InitialTensorSpec, seed: number): Float32Array {
  const length = shape.reduce((product, extent) => product * extent, 1)
  const stream = () => randomStream(seed, `initial/${name}`, 0)
  switch (initialiser.initialiser) {
    case 'zeros':
      return new Float32Array(length)
    case 'ones':
      return new Float32Array(length).fill(1)
    case 'constant':
      return new Float32Array(length).fill(initialiser.value)
    case 'glorotUniform': {
      // Glorot & Bengio 2010, eq. 16
      const bound = Math.sqrt(6 / (initialiser.fanIn + initialiser.fanOut))
      return uniforms(stream(), length).map((u) => (2 * u - 1) * bound)
    }
    case 'heNormal': {
      // He et al. 2015, eq. 10
      const deviation = Math.sqrt(2 / initialiser.fanIn)
      return normals(stream(), length).map((n) => n * deviation)
    }
    default:
      return initialiser satisfies never
  }
}
