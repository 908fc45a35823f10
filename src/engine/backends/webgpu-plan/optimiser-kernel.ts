// The rules of src/engine/math/optimisers.ts as one dispatch over all parameters of a phase. What depends on the step alone is
// computed outside, in doubles, and given as rates.
import type { OptimiserSettings } from '../../math/optimisers.ts'
import { bindingsOf, type Shader, shaderOver } from './shader.ts'

/** A stretch of numbers that lie side by side everywhere; places are in numbers and multiples of 4. */
export interface Run {
  readonly parameter: number
  /** Of the first slot; the others follow at `slotLength`. */
  readonly slot: number
  readonly gradient: number
  readonly length: number
}

export const rateCount = 8

/** @param update counts from 1. */
export function ratesOf(settings: OptimiserSettings, update: number): readonly number[] {
  const { learningRate } = settings
  switch (settings.optimiser) {
    case 'adam': {
      const { beta1, beta2, epsilon } = settings
      return [learningRate, beta1, 1 - beta1, beta2, 1 - beta2, 1 - beta1 ** update, 1 - beta2 ** update, epsilon]
    }
    case 'sgd':
      return [learningRate, settings.momentum]
    case 'rmsprop':
      return [learningRate, settings.decay, 1 - settings.decay, settings.epsilon]
    default:
      return settings satisfies never
  }
}

// p is the parameter, g its gradient, s and t the places of the first and the second slot.
const rules: Readonly<Record<OptimiserSettings['optimiser'], string>> = {
  adam: `
  let m = rate1 * slots[s] + rate2 * g;
  let v = rate3 * slots[t] + rate4 * (g * g);
  slots[s] = m;
  slots[t] = v;
  parameters[p] -= (rate0 * (m / rate5)) / (sqrt(v / rate6) + rate7);`,
  sgd: `
  let v = rate1 * slots[s] + g;
  slots[s] = v;
  parameters[p] -= rate0 * v;`,
  rmsprop: `
  let v = rate1 * slots[s] + rate2 * (g * g);
  slots[s] = v;
  parameters[p] -= (rate0 * g) / (sqrt(v) + rate3);`,
}

/**
 * Bindings: parameters, slots, gradients, rates.
 * @param slotLength numbers from the start of one slot to that of the next.
 */
export function optimiserShader(
  device: GPUDevice,
  rule: OptimiserSettings['optimiser'],
  runs: readonly Run[],
  slotLength: number,
): Shader {
  const declarations = bindingsOf([
    ['write', 'parameters', 'array<vec4<f32>>'],
    ['write', 'slots', 'array<vec4<f32>>'],
    ['read', 'gradients', 'array<vec4<f32>>'],
    ['uniform', 'rates', 'array<vec4<f32>, 2>'],
  ])
  let start = 0
  const places = runs.map(({ parameter, slot, gradient, length }) => {
    const begin = start
    start += length / 4
    const at = (place: number) => `i - ${begin}u + ${place / 4}u`
    return `if (i < ${start}u) { p = ${at(parameter)}; s = ${at(slot)}; d = ${at(gradient)}; }`
  })
  const used = Array.from({ length: rateCount }, (_, index) => `rate${index}`).filter((rate) =>
    rules[rule].includes(rate),
  )
  const rates = used.map((rate) => `  let ${rate} = rates[${Number(rate.at(-1)) >> 2}][${Number(rate.at(-1)) & 3}];`)
  const second = rules[rule].includes('slots[t]') ? `  let t = s + ${slotLength / 4}u;` : ''
  const body = [
    '  var p = 0u; var s = 0u; var d = 0u;',
    `  ${places.join('\n  else ')}`,
    '  let g = gradients[d];',
    second,
    ...rates,
    rules[rule],
  ]
  return shaderOver(device, `update by ${rule}`, start, declarations, body.join('\n'))
}
