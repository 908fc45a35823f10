// All that a program does with a document that somebody opened, each stage held to what must be true of any document.

import { loadSources } from '../../src/codegen/carried/load-sources.ts'
import { printProject } from '../../src/codegen/typescript/project.ts'
import { checkConnection, fittingPorts } from '../../src/compiler/inference/connection.ts'
import { inferGraph } from '../../src/compiler/inference/infer.ts'
import type { TypedGraph } from '../../src/compiler/inference/typed-graph.ts'
import { compileGraph } from '../../src/compiler/program/compile.ts'
import { builtInDatasets } from '../../src/engine/data/built-in-datasets.ts'
import type { Definitions } from '../../src/graph/definition.ts'
import { emptyLayout, type GraphDocument } from '../../src/graph/document.ts'
import { parseDocument, writeDocument } from '../../src/graph/document-file.ts'
import type { Problem } from '../../src/graph/problems.ts'
import { readLink, writeFragment } from '../../src/share/link.ts'
import { ShareError } from '../../src/share/share-error.ts'
import type { Chance } from './chance.ts'
import { Fault, guard } from './guard.ts'

export interface Outcome {
  /** It has a Program. */
  readonly compiles: boolean
}

/** @throws {Fault} */
export async function exercise(document: GraphDocument, chance: Chance, definitions: Definitions): Promise<Outcome> {
  await guard('file', () => reopens(document, definitions))
  await guard('link', () => linksBack(document, definitions), isTooLarge)
  const typed = await guard('infer', () => inferred(document, definitions))
  if (!typed) return { compiles: false }
  await guard('connect', () => tryWires(typed, chance, definitions))
  const program = await guard('compile', () => compiled(typed))
  if (program && chance.happens(0.25)) {
    const sources = await loadSources()
    await guard('print', () => void printProject(structuredClone(program), sources, builtInDatasets), hasNoData)
  }
  return { compiles: program !== undefined }
}

const hasNoData = (error: unknown) =>
  error instanceof Error && /No objective of this model reads data/.test(error.message)

const isTooLarge = (error: unknown) => error instanceof ShareError && /too large for a link/.test(error.message)

function reopens(document: GraphDocument, definitions: Definitions) {
  const text = writeDocument(document)
  const again = parseDocument(text, definitions)
  if (writeDocument(again) !== text) throw new Fault('file', 'the file opens as another document')
}

async function linksBack(document: GraphDocument, definitions: Definitions) {
  const again = await readLink(await writeFragment(document, definitions), definitions)
  if (textOf(again) !== textOf(document)) throw new Fault('link', 'the link opens as another document')
}

/** Canonical, without places, which links round. */
const textOf = (document: GraphDocument): string => writeDocument({ ...document, layout: emptyLayout })

/** No exception inside, and no problem at a missing node. */
function soundProblems(stage: string, problems: readonly Problem[], document: GraphDocument) {
  const ids = new Set(document.nodes.map(({ id }) => id))
  for (const { code, message, node } of problems) {
    if (code === 'internal-error') throw new Fault(stage, message)
    if (node !== undefined && !ids.has(node))
      throw new Fault(stage, `a problem at the missing node "${node}": ${message}`)
  }
}

function inferred(document: GraphDocument, definitions: Definitions): TypedGraph {
  const typed = inferGraph(document, definitions)
  soundProblems('infer', typed.problems, document)
  if (typed.nodes.size !== document.nodes.length) throw new Fault('infer', 'a node is left out')
  return typed
}

function compiled(typed: TypedGraph) {
  const compilation = compileGraph(typed)
  if ('program' in compilation) return compilation.program
  soundProblems('compile', compilation.problems, typed.document)
  if (!compilation.problems.some(({ severity }) => severity === 'error'))
    throw new Fault('compile', 'neither Program nor error')
  return undefined
}

/** What is asked while a wire is dragged. */
function tryWires(typed: TypedGraph, chance: Chance, definitions: Definitions) {
  const nodes = [...typed.nodes.values()]
  const ends = (side: 'inputs' | 'outputs') =>
    nodes.flatMap(({ node, ports }) => Object.keys(ports[side]).map((port) => ({ node: node.id, port })))
  const [outputs, inputs] = [ends('outputs'), ends('inputs')]
  for (let i = 0; i < 3; i++) {
    const [from, to] = [chance.maybe(outputs), chance.maybe(inputs)]
    if (from && to) checkConnection(typed, definitions, from, to)
  }
  const side = chance.pick(['input', 'output'] as const)
  const end = chance.maybe(side === 'input' ? inputs : outputs)
  if (end && chance.happens(0.2)) fittingPorts(typed, definitions, end, side)
}
