// Points of a known density, drawn on the device: those that its `sample` draws in JavaScript, up to rounding.
import type { KnownDensity, PointDraws } from '../../data/densities/known-density.ts'
import { type RandomStream, substream } from '../../random/random-stream.ts'
import { normalsWgsl, threefryWgsl } from '../webgpu-kernels/threefry-wgsl.ts'
import { bindingsOf, type Shader, shaderOver } from './shader.ts'

/** Bindings: the points, the step of their stream. @param stream at any step. */
export function pointsShader(device: GPUDevice, density: KnownDensity, count: number, stream: RandomStream): Shader {
  const type = density.dimensions === 1 ? 'f32' : 'vec2<f32>'
  const declarations = bindingsOf([
    ['write', 'points', `array<${type}>`],
    ['read', 'counter', 'array<u32>'],
  ])
  const body = `
  let step = counter[0];
  var point : ${type};
  ${density.pointText(drawsOf(density, stream))}
  points[i] = point;`
  return shaderOver(device, 'points', count, [declarations, threefryWgsl, normalsWgsl, placesWgsl].join('\n'), body)
}

/** The word at a place of a stream, and the two numbers of a block. */
const placesWgsl = `
fn wordAt(key : vec2<u32>, place : u32, step : u32) -> u32 { return threefry(key, place / 2u, step)[place & 1u]; }
fn fractions(words : vec2<u32>) -> vec2<f32> { return vec2<f32>(fraction(words.x), fraction(words.y)); }
`

function drawsOf({ dimensions }: KnownDensity, stream: RandomStream): PointDraws {
  const keyOf = (part: string) => {
    const { key0, key1 } = substream(stream, part)
    return `vec2<u32>(${key0}u, ${key1}u)`
  }
  return {
    uniform: (part) => `fraction(wordAt(${keyOf(part)}, i, step))`,
    uniformPair: (part) => `fractions(threefry(${keyOf(part)}, i, step))`,
    // In integers: a float would round some fractions up to the next choice.
    choice: (part, count) => `(((wordAt(${keyOf(part)}, i, step) >> 8u) * ${count}u) >> 24u)`,
    normals: (part) =>
      dimensions === 2
        ? `normalPair(threefry(${keyOf(part)}, i, step))`
        : `normalPair(threefry(${keyOf(part)}, i / 2u, step))[i & 1u]`,
  }
}
