// Whether a run fits on the backend that has been started, before anything is allocated there.

import { memoryProblems, wasmMemory } from '../../compiler/problems/memory-problems.ts'
import { estimateMemory } from '../../compiler/program/memory.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { RunningBackend } from '../../engine/index.ts'
import { inBytes } from '../../engine/text/in-bytes.ts'

export interface TooLarge {
  readonly message: string
  readonly node?: string | undefined
}

/**
 * `undefined` where it fits, or nothing is known of the backend's memory.
 * @throws Error naming the node whose data does not exist.
 */
export function tooLargeFor(
  program: Program,
  datasets: KnownDatasets,
  { backend, largestTensor }: Pick<RunningBackend, 'backend' | 'largestTensor'>,
): TooLarge | undefined {
  if (backend === 'webgpu') {
    const { node, bytes } = estimateMemory(program, datasets).tensor
    if (largestTensor === undefined || bytes <= largestTensor) return undefined
    const message = `The largest tensor of ${node} takes ${inBytes(bytes)}, and the graphics device takes at most ${inBytes(largestTensor)}.`
    return { message, node }
  }
  const [problem] = memoryProblems(program, { most: [wasmMemory] }, datasets)
  return problem && { message: problem.message, node: problem.node }
}
