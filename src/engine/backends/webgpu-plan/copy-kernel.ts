// One dispatch that copies stretches of several buffers to places in another.
import { bindingsOf, type Shader, shaderOver } from './shader.ts'

/** In numbers of 4 bytes. */
export interface Stretch {
  /** Which of the sources. */
  readonly source: number
  readonly from: number
  readonly to: number
  readonly length: number
}

/** Bindings: what is written, then the sources. */
export function copyShader(device: GPUDevice, stretches: readonly Stretch[]): Shader {
  const count = 1 + Math.max(...stretches.map(({ source }) => source))
  const sources = Array.from({ length: count }, (_, index) => ['read', `source${index}`, 'array<u32>'] as const)
  let start = 0
  const branches = stretches.map(({ source, from, to, length }) => {
    const begin = start
    start += length
    return `  if (i < ${start}u) { goal[i - ${begin}u + ${to}u] = source${source}[i - ${begin}u + ${from}u]; return; }`
  })
  const declarations = bindingsOf([['write', 'goal', 'array<u32>'], ...sources])
  return shaderOver(device, 'copy', start, declarations, branches.join('\n'))
}

/** Merges each stretch that begins where the previous one ended into that one. */
export function joined(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: Stretch[] = []
  for (const stretch of stretches) {
    const last = result.at(-1)
    const goesOn =
      last?.source === stretch.source &&
      last.from + last.length === stretch.from &&
      last.to + last.length === stretch.to
    if (last && goesOn) result[result.length - 1] = { ...last, length: last.length + stretch.length }
    else result.push(stretch)
  }
  return result
}
