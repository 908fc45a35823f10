// Random draws made on the device: kernels under the names by which src/engine/math/device-draws.ts asks for them.
import * as tf from '@tensorflow/tfjs-core'
import { type DeviceDraw, deviceDraws } from '../../math/device-draws.ts'
import { isWebGpuBackend } from '../webgpu-plan/tfjs-internals.ts'
import { normalsWgsl, threefryWgsl } from './threefry-wgsl.ts'

const workgroupSize = 64

/** Call it after `@tensorflow/tfjs-backend-webgpu` is imported; a second call changes nothing. */
export function registerDeviceDraws(): void {
  for (const [draw, kernelName] of Object.entries(deviceDraws)) {
    if (tf.getKernel(kernelName, 'webgpu')) continue
    tf.registerKernel({ kernelName, backendName: 'webgpu', kernelFunc: kernelOf(draw === 'normal' ? draw : 'uniform') })
  }
}

function kernelOf(draw: DeviceDraw): tf.KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const { counter } = inputs
    if (!counter || !isWebGpuBackend(backend)) throw new Error(`Draws on the device need the WebGPU backend.`)
    const { key0, key1, shape } = attrs ?? {}
    if (typeof key0 !== 'number' || typeof key1 !== 'number' || !isShape(shape))
      throw new Error('Draws on the device need two keys and a shape.')
    const uniforms = [
      { type: 'uint32', data: [key0] },
      { type: 'uint32', data: [key1] },
    ]
    return backend.runWebGPUProgram(programOf(draw, shape), [counter], 'float32', uniforms)
  }
}

/** An invocation makes one block, which is two numbers. */
function programOf(draw: DeviceDraw, outputShape: number[]) {
  const blocks = Math.ceil(tf.util.sizeFromShape(outputShape) / 2)
  const pair = draw === 'normal' ? 'normalPair(words)' : 'vec2<f32>(fraction(words.x), fraction(words.y))'
  const dispatch: [number, number, number] = [Math.ceil(blocks / workgroupSize), 1, 1]
  return {
    outputShape,
    variableNames: ['counter'],
    uniforms: 'key0 : u32, key1 : u32,',
    workgroupSize: [workgroupSize, 1, 1],
    dispatchLayout: { x: outputShape.map((_, axis) => axis) },
    dispatch,
    shaderKey: `threefry_${draw}`,
    size: true,
    getUserCode: () => `
      ${threefryWgsl}
      ${draw === 'normal' ? normalsWgsl : ''}
      fn main(index : i32) {
        let first = 2 * index;
        if (first >= uniforms.size) { return; }
        let words = threefry(vec2<u32>(uniforms.key0, uniforms.key1), u32(index), bitcast<u32>(counter[0]));
        let pair = ${pair};
        result[first] = pair.x;
        if (first + 1 < uniforms.size) { result[first + 1] = pair.y; }
      }`,
  }
}

const isShape = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((size) => typeof size === 'number')
