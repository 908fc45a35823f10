// The memory that a run has here, and whether a graph fits into it.
import { totalmem } from 'node:os'
import { type MemoryLimits, memoryProblems, wasmMemory } from '../../compiler/memory-problems.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import type { BackendName } from '../../runtime/protocol.ts'
import { requireProgram } from '../graphs/describe-graph.ts'
import { GraphError } from '../graphs/graph-error.ts'

export function memoryLimits(backend: BackendName): MemoryLimits {
  const device = { bytes: totalmem(), of: 'this machine' }
  return { most: backend === 'wasm' ? [wasmMemory, device] : [device], device }
}

/**
 * Before anything is allocated.
 * @returns warnings. @throws GraphError when the graph has errors, or would take more memory than there is.
 */
export function requireMemory(document: GraphDocument, backend: BackendName): readonly Problem[] {
  const problems = memoryProblems(requireProgram(document), memoryLimits(backend))
  if (problems.some(({ severity }) => severity === 'error'))
    throw new GraphError(`The graph "${document.title}" is too large to run here on ${backend}.`, problems)
  return problems
}
