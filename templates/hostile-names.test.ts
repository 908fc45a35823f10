// Names from a document that plain objects also have, such as "constructor", are treated like any other name, from the file to a
// training step.

import * as tf from '@tensorflow/tfjs-core'
import { builtInDatasets } from '../src/engine/data/built-in-datasets.ts'
import '@tensorflow/tfjs-backend-cpu'
import '../src/engine/backends/register-gradients.ts'
import ts from 'typescript'
import { beforeAll, describe, expect, test } from 'vitest'
import { definitions } from '../nodes/index.ts'
import { ops } from '../nodes/ops.ts'
import { readDatasets } from '../src/cli/datasets.ts'
import { loadSources } from '../src/codegen/carried/load-sources.ts'
import { printProject } from '../src/codegen/typescript/project.ts'
import { inferGraph } from '../src/compiler/inference/infer.ts'
import { compileDocument } from '../src/compiler/program/compile.ts'
import type { Program } from '../src/compiler/program/program.ts'
import { intrinsics } from '../src/engine/math/intrinsics.ts'
import type { Endpoint, GraphDocument } from '../src/graph/document.ts'
import { parseDocument, writeDocument } from '../src/graph/document-file.ts'
import { connect, setParam } from '../src/graph/edits.ts'
import { drawSamples } from '../src/runtime/evaluation/generation.ts'
import { opsOf } from '../src/runtime/op-of.ts'
import { createDataFeed } from '../src/runtime/program/data-feed.ts'
import { createModel } from '../src/runtime/program/model.ts'
import { createTrainer } from '../src/runtime/training/trainer.ts'
import { readLink, writeFragment } from '../src/share/link.ts'
import { readTemplates } from './index.ts'
import { shrunk } from './shrunk.ts'

const inherited = Object.getOwnPropertyNames(Object.prototype).filter((name) => /^[a-z]\w*$/i.test(name))
const names = [...inherited, 'prototype', 'then', 'length', 'name', 'default', 'arguments', 'eval', 'delete', 'tf']

beforeAll(async () => {
  await tf.setBackend('cpu')
})

/** The same graph with other names, including titles. */
function renamed(document: GraphDocument): GraphDocument {
  const ids = new Map(document.nodes.map(({ id }, i) => [id, names[i] ?? id]))
  const of = (id: string) => ids.get(id) ?? id
  const end = ({ node, port }: Endpoint): Endpoint => ({ node: of(node), port })
  const { nodes } = document.layout
  return {
    ...document,
    title: 'constructor',
    nodes: document.nodes.map((node) => ({ ...node, id: of(node.id), title: of(node.id) })),
    wires: document.wires.map(({ from, to }) => ({ from: end(from), to: end(to) })),
    frames: [],
    layout: {
      nodes: Object.fromEntries(Object.entries(nodes).map(([id, at]) => [of(id), at])),
      frames: {},
      notes: {},
      wires: {},
    },
  }
}

function programOf(document: GraphDocument): Program {
  const compiled = compileDocument(document, definitions)
  if ('problems' in compiled) throw new Error(compiled.problems.map(({ message }) => message).join(' '))
  return compiled.program
}

async function trainsOnce(program: Program): Promise<number | undefined> {
  const datasets = await readDatasets(program.data.map(({ dataset }) => dataset))
  const trainer = createTrainer(createModel(program, opsOf(ops, intrinsics)), createDataFeed(program, datasets))
  trainer.advance()
  const [first] = await trainer.readMetrics()
  if (program.procedures.some(({ name }) => name === 'sample'))
    await drawSamples(trainer.model, trainer.feed, { seed: 1, count: 2 })
  trainer.dispose()
  return first?.metrics.loss
}

const syntaxErrors = (path: string, text: string) =>
  ts
    .transpileModule(text, { fileName: path, reportDiagnostics: true })
    .diagnostics?.map(({ messageText }) => messageText)

describe.each(readTemplates(definitions))('$name under such names', ({ document }) => {
  const strange = renamed(document)

  test('is the same file and link, including positions', async () => {
    const text = writeDocument(strange)
    expect(writeDocument(parseDocument(text, definitions))).toBe(text)
    const linked = await readLink(await writeFragment(strange, definitions), definitions)
    expect(linked.wires).toEqual(strange.wires)
    expect(Object.keys(linked.layout.nodes).sort()).toEqual(Object.keys(strange.layout.nodes).sort())
  })

  test('has no more problems', () => {
    const codes = (one: GraphDocument) => inferGraph(one, definitions).problems.map(({ code }) => code)
    expect(codes(strange)).toEqual(codes(document))
  })

  test('trains a step and samples', async () => {
    expect(await trainsOnce(programOf(shrunk(strange)))).toSatisfy(Number.isFinite)
  })

  test('is printed as TypeScript', async () => {
    const files = printProject(programOf(strange), await loadSources(), builtInDatasets)
    for (const { path, text } of files.filter((file) => 'nodes' in file))
      expect(syntaxErrors(path, text), path).toEqual([])
  })

  test('reports unknown ports and parameters', () => {
    const [first] = document.nodes
    const last = document.nodes.at(-1)
    if (!first || !last) throw new Error('The template is empty.')
    for (const name of inherited) {
      const wired = connect(document, { node: first.id, port: name }, { node: last.id, port: name })
      const told = inferGraph(setParam(wired, first.id, name, 1), definitions).problems
      const at = { severity: 'error', node: last.id, port: name, code: 'unknown-port' }
      expect(told).toContainEqual(expect.objectContaining(at))
      expect(told).toContainEqual(expect.objectContaining({ node: first.id, field: name, code: 'wrong-parameter' }))
      expect(told.filter(({ code }) => code === 'internal-error')).toEqual([])
      const known = last.kind && Object.keys(definitions.get(last.kind)?.inputs ?? {})[0]
      if (known === undefined || known === '') continue
      const replaced = connect(document, { node: first.id, port: name }, { node: last.id, port: known })
      expect(inferGraph(replaced, definitions).problems).toContainEqual(
        expect.objectContaining({ node: last.id, port: known, code: 'unknown-output' }),
      )
    }
  })
})
