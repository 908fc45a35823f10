// Which kernels of TF.js are called, with what: held against those that the cases check, and against the uses of checked
// kernels that some backend gets wrong. What must be avoided is said here, once.
import * as tf from '@tensorflow/tfjs-core'
import { usedKernels } from './used-kernels.ts'

export interface KernelCall {
  readonly kernel: string
  readonly shapes: readonly (readonly number[])[]
  /** Of a kernel that works along one. */
  readonly axis: unknown
}

/** Puts a recorder in front of each of the CPU backend's kernels, for the rest of the process. */
export function recordKernels(): ReadonlyMap<string, KernelCall> {
  const calls = new Map<string, KernelCall>()
  for (const stock of tf.getKernelsForBackend('cpu')) {
    const { kernelName } = stock
    const kernelFunc: tf.KernelFunc = (given) => {
      const inputs = Object.values(given.inputs).flat()
      const shapes = inputs.filter((input) => input !== undefined).map(({ shape }) => shape)
      const axis = given.attrs?.axis
      calls.set(`${kernelName} ${axis} ${shapes.join(' ')}`, { kernel: kernelName, shapes, axis })
      return stock.kernelFunc(given)
    }
    tf.unregisterKernel(kernelName, 'cpu')
    tf.registerKernel({ ...stock, kernelFunc })
  }
  return calls
}

interface Avoided {
  readonly kernels: readonly string[]
  /** What is wrong, and where. */
  readonly why: string
  readonly isWrong: (call: KernelCall) => boolean
}

const always = () => true
const rankOf = ({ shapes }: KernelCall) => shapes[0]?.length ?? 0

const avoided: readonly Avoided[] = [
  { kernels: ['Log1p'], why: 'WebGPU rounds 1 + x, so that little is left of a small x', isWrong: always },
  {
    kernels: ['ResizeBilinear', 'ResizeBilinearGrad', 'ResizeNearestNeighbor', 'ResizeNearestNeighborGrad'],
    why: 'gradients differ from backend to backend',
    isWrong: always,
  },
  {
    kernels: ['Cumsum'],
    why: 'TF.js transposes the gradient wrongly on any axis but the last, on every backend',
    isWrong: (call) => call.axis !== rankOf(call) - 1,
  },
  {
    kernels: ['PadV2'],
    why: 'the shader for five axes does not compile on WebGPU',
    isWrong: (call) => rankOf(call) > 4,
  },
  {
    kernels: ['Minimum', 'Maximum', 'SquaredDifference'],
    why: 'TF.js does not sum the gradient over axes that were broadcast',
    isWrong: ({ shapes: [a = [], b = []] }) => a.length > 0 && b.length > 0 && a.join() !== b.join(),
  },
  {
    kernels: ['Elu', 'LeakyRelu', 'Prelu'],
    why: 'TF.js cannot differentiate it twice',
    isWrong: always,
  },
]

/** One sentence for each call that no case checks, or that some backend gets wrong. */
export function kernelFaults(calls: Iterable<KernelCall>): readonly string[] {
  const checked = new Set(usedKernels)
  const faults = [...calls].flatMap((call): string[] => {
    const { kernel, shapes } = call
    if (!checked.has(kernel)) return [`${kernel} is called, but no case checks it.`]
    return avoided
      .filter(({ kernels, isWrong }) => kernels.includes(kernel) && isWrong(call))
      .map(({ why }) => `${kernel} of ${shapes.map((shape) => `[${shape.join()}]`).join(' and ')}: ${why}.`)
  })
  return [...new Set(faults)].sort()
}
