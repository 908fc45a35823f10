// Whether a run of the open graph fits into the memory that a page has, as problems beside those that inference finds.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import { type MemoryLimits, memoryCode, memoryProblems, wasmMemory } from '../../compiler/problems/memory-problems.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import { deviceMemory, mayHaveGraphicsDevice } from '../../platform/memory.ts'
import { compilationOf } from './readings.ts'

/** Of one process, in browsers of today. */
const pageMemory = { bytes: 2 ** 34, of: 'a page' }

/** Of a graphics device little is known before a run begins; the run itself then asks it. */
function limitsOfPage(): MemoryLimits {
  const bytes = deviceMemory()
  return {
    most: [mayHaveGraphicsDevice() ? pageMemory : wasmMemory],
    device: bytes === undefined ? undefined : { bytes, of: 'this device' },
  }
}

interface Found {
  readonly training: TrainingSettings
  readonly problems: TypedGraph['problems']
}
const found = new WeakMap<TypedGraph['nodes'], Found>()

/** Compiles again only when nodes, wires or training settings changed. */
export function withinMemory(typed: TypedGraph, limits = limitsOfPage()): TypedGraph {
  const { training } = typed.document
  const known = found.get(typed.nodes)
  if (known?.training === training) return { ...typed, problems: known.problems }
  // Inference takes over what it found before, with what was added here.
  const inferred = typed.problems.filter(({ code }) => code !== memoryCode)
  const graph = inferred.length === typed.problems.length ? typed : { ...typed, problems: inferred }
  const compilation = compilationOf({ typed: graph })
  const tooLarge = 'program' in compilation ? memoryProblems(compilation.program, limits) : []
  const problems = tooLarge.length ? [...graph.problems, ...tooLarge] : graph.problems
  found.set(typed.nodes, { training, problems })
  return { ...graph, problems }
}
