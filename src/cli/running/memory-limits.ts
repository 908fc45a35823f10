// The memory available to a run, and whether a graph fits into it.
import { totalmem } from 'node:os'
import { type MemoryLimits, memoryProblems, wasmMemory } from '../../compiler/problems/memory-problems.ts'
import { estimateMemory } from '../../compiler/program/memory.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { BackendName } from '../../engine/index.ts'
import { inBytes } from '../../engine/text/in-bytes.ts'
import type { Problem } from '../../graph/problems.ts'
import { datasets } from '../datasets.ts'
import { GraphError } from '../graphs/graph-error.ts'

export function memoryLimits(backend: BackendName): MemoryLimits {
  const device = { bytes: totalmem(), of: 'this machine' }
  return { most: backend === 'wasm' ? [wasmMemory, device] : [device], device }
}

/** Checks a run before anything is allocated. @returns warnings. @throws GraphError if training would exceed the memory.
 */
export function requireMemory(program: Program, backend: BackendName): readonly Problem[] {
  const problems = memoryProblems(program, memoryLimits(backend), datasets)
  if (problems.some(({ severity }) => severity === 'error'))
    throw new GraphError(`The graph "${program.title}" is too large to be trained here on ${backend}.`, problems)
  return problems
}

/** Checks a model that is not trained. @throws Error if its weights alone exceed the memory. */
export function requireRoomForWeights(program: Program, backend: BackendName): void {
  const { weights } = estimateMemory(program, datasets)
  const bound = memoryLimits(backend).most.find(({ bytes }) => weights > bytes)
  if (!bound) return
  throw new Error(
    `The weights of "${program.title}" alone take ${inBytes(weights)}, but ${bound.of} has ${inBytes(bound.bytes)}.`,
  )
}
