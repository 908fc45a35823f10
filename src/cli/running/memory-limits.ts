// The memory that a run has here, and whether a graph fits into it.
import { totalmem } from 'node:os'
import { type MemoryLimits, memoryProblems, wasmMemory } from '../../compiler/memory-problems.ts'
import type { GraphDocument } from '../../graph/document.ts'
import type { BackendName } from '../../runtime/protocol.ts'
import { problemLines, reportProblem, requireProgram } from '../graphs/describe-graph.ts'
import { GraphError } from '../graphs/graph-error.ts'
import type { Terminal } from '../terminal.ts'

export function memoryLimits(backend: BackendName): MemoryLimits {
  const device = { bytes: totalmem(), of: 'this machine' }
  return { most: backend === 'wasm' ? [wasmMemory, device] : [device], device }
}

/**
 * Before anything is allocated. Where it is much, that is told.
 * @throws GraphError when the graph has errors, or training it would take more memory than there is.
 */
export function requireMemory(document: GraphDocument, backend: BackendName, terminal: Terminal): void {
  const problems = memoryProblems(requireProgram(document), memoryLimits(backend))
  if (problems.some(({ severity }) => severity === 'error'))
    throw new GraphError(`The graph "${document.title}" is too large to be trained here on ${backend}.`, problems)
  for (const line of problemLines(problems.map(reportProblem))) terminal.note(line)
}
