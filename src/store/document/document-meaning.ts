// The meaning of the open document: inference, including whether its data exists and a run fits into the memory of a page, and
// the Program. It is made once after each change, so that everything on the page reads one result.

import { inferGraph } from '../../compiler/inference/infer.ts'
import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import { dataCode, dataProblems } from '../../compiler/problems/data-problems.ts'
import { type MemoryLimits, memoryCode, memoryProblems, wasmMemory } from '../../compiler/problems/memory-problems.ts'
import { type Compilation, compileGraph } from '../../compiler/program/compile.ts'
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { deviceMemory, mayHaveGraphicsDevice } from '../../platform/memory.ts'

export interface DocumentMeaning {
  /** `typed.document` is the document. */
  readonly typed: TypedGraph
  readonly compilation: Compilation
}

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

/** What a document's words stand for: kinds of nodes and data. */
export interface Vocabulary {
  /** The kinds that every document has. */
  readonly builtIn: Definitions
  readonly datasets: KnownDatasets
}

/** @param before of the document before the change: what did not change is taken over. */
export function meaningOf(
  document: GraphDocument,
  { builtIn, datasets }: Vocabulary,
  before?: DocumentMeaning,
  limits = limitsOfPage(),
): DocumentMeaning {
  const typed = inferGraph(document, builtIn, before?.typed)
  if (before && compilesAlike(before.typed, typed)) return { typed, compilation: before.compilation }
  // Where nodes and wires are the same, inference takes over all that was found before, with what was added here.
  const inferred = { ...typed, problems: typed.problems.filter(({ code }) => code !== memoryCode && code !== dataCode) }
  const compilation = compileGraph(inferred)
  if ('problems' in compilation) return { typed: inferred, compilation }
  const { program } = compilation
  const missing = dataProblems(program, datasets)
  const problems = missing.length ? missing : memoryProblems(program, limits, datasets)
  const errors = problems.filter(({ severity }) => severity === 'error')
  return {
    typed: { ...inferred, problems: [...inferred.problems, ...problems] },
    compilation: errors.length ? { problems: errors } : compilation,
  }
}

/** How many documents back undo and redo find what they show without compiling again. */
const keptMeanings = 16

/** `meaningOf` that keeps the meanings of the latest documents. */
export function createMeanings(vocabulary: Vocabulary) {
  const kept = new Map<GraphDocument, DocumentMeaning>()
  return (document: GraphDocument, before?: DocumentMeaning): DocumentMeaning => {
    const meaning = kept.get(document) ?? meaningOf(document, vocabulary, before)
    kept.delete(document)
    kept.set(document, meaning)
    for (const oldest of [...kept.keys()].slice(0, -keptMeanings)) kept.delete(oldest)
    return meaning
  }
}

/** In all that a compilation reads: typed nodes are new wherever nodes, wires or the size of batches are. */
const compilesAlike = (a: TypedGraph, b: TypedGraph): boolean =>
  a.nodes === b.nodes && a.document.title === b.document.title && a.document.training === b.document.training
