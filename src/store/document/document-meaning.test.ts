import { afterEach, expect, test, vi } from 'vitest'
import { definitions } from '../../../nodes/index.ts'
import { readTemplate } from '../../../templates/index.ts'
import { wasmMemory } from '../../compiler/problems/memory-problems.ts'
import * as compiler from '../../compiler/program/compile.ts'
import { builtInDatasets } from '../../engine/data/built-in-datasets.ts'
import { applyFix } from '../../graph/apply-edit.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { moveNodes, setParam, setTraining } from '../../graph/edits.ts'
import { toyDatasets } from '../../graph/toy-datasets.ts'
import { toyServices } from '../fixtures/toy-kinds.ts'
import { blockerOf, isResumable, runProgram } from '../run/run-readings.ts'
import { createEditorStore } from '../store.ts'
import { type DocumentMeaning, meaningOf } from './document-meaning.ts'
import { ownersOf } from './readings.ts'

vi.mock('../../compiler/program/compile.ts', { spy: true })
const compileGraph = vi.mocked(compiler.compileGraph)
afterEach(() => compileGraph.mockClear())

const vocabulary = { builtIn: definitions, datasets: builtInDatasets }
const limits = { most: [wasmMemory], device: undefined }
const read = (document: GraphDocument, before?: DocumentMeaning) => meaningOf(document, vocabulary, before, limits)
const vae = () => readTemplate('vae-conv', definitions).document

test('a batch that no run has the memory for blocks the run until it is made smaller', () => {
  const small = read(vae())
  expect(blockerOf(small.typed)).toBeNull()

  const large = read(setTraining(vae(), { batchSize: 65_536 }), small)
  expect(blockerOf(large.typed)).toBe('1 problem to fix first')
  expect(large.compilation).toMatchObject({ problems: [{ code: 'too-much-memory', severity: 'error' }] })

  const moved = read(moveNodes(large.typed.document, { digits: [1, 2] }), large)
  expect(moved.compilation).toBe(large.compilation)
  // A changed seed gives a new Program of the same typed graph, whose problem is reported once.
  const seeded = read(setTraining(moved.typed.document, { seed: 5 }), moved)
  expect(seeded.typed.problems).toEqual(large.typed.problems)

  const [fix] = large.typed.problems.flatMap(({ fixes }) => fixes)
  if (!fix) throw new Error('There is no fix.')
  const mended = read(applyFix(seeded.typed.document, fix, definitions), seeded)
  expect(mended.typed.problems).toEqual([])
  expect(mended.compilation).toHaveProperty('program')
})

test('a run that takes a large part of the memory is warned of and has its Program', () => {
  const bounds = { most: [wasmMemory], device: { bytes: 2 ** 27, of: 'this device' } }
  const { typed, compilation } = meaningOf(vae(), vocabulary, undefined, bounds)
  expect(typed.problems).toMatchObject([{ code: 'too-much-memory', severity: 'warning' }])
  expect(compilation).toHaveProperty('program')
  expect(compileGraph).toHaveBeenCalledOnce()
})

test('data that are not there are an error at the node that asks for them', () => {
  const { typed, compilation } = meaningOf(vae(), { builtIn: definitions, datasets: toyDatasets })
  const message = 'The node "digits" uses an unknown dataset. No dataset is named "digits"; known: toy'
  expect(typed.problems).toMatchObject([{ severity: 'error', code: 'no-data', node: 'digits', message }])
  expect(compilation).toEqual({ problems: typed.problems })
  // As if data had come in the meantime.
  const before = { typed, compilation }
  expect(read(setTraining(vae(), { seed: 3 }), before).typed.problems).toEqual([])
})

test('one edit compiles once, however many cards and panels read the Program', () => {
  const store = createEditorStore({ definitions, datasets: builtInDatasets, services: toyServices })
  store.subscribe((state) => {
    for (const _ of state.typed.nodes) ownersOf(state)
    runProgram(state)
    isResumable(state)
  })
  const { edit, undo, select } = store.getState().openDocument(vae()).getState()
  compileGraph.mockClear()
  const compilesOf = (action: () => void): number => {
    const before = compileGraph.mock.calls.length
    action()
    return compileGraph.mock.calls.length - before
  }
  expect(compilesOf(() => edit((document) => setParam(document, 'encoder', 'latent', 3)))).toBe(1)
  expect(compilesOf(() => edit((document) => setTraining(document, { seed: 7 })))).toBe(1)
  expect(compilesOf(() => edit((document) => ({ ...document, title: 'Another' })))).toBe(1)
  expect(compilesOf(undo)).toBe(0) // It is remembered.
  expect(compilesOf(() => edit((document) => moveNodes(document, { digits: [5, 5] })))).toBe(0)
  expect(compilesOf(() => select(['digits']))).toBe(0)
})

test('undo and redo show the latest documents without compiling them again', () => {
  const store = createEditorStore({ definitions, datasets: builtInDatasets, services: toyServices })
  store.getState().openDocument(vae())
  const shown = () => [store.getState().typed, store.getState().compilation] as const
  const seed = (value: number) => store.getState().edit((document) => setTraining(document, { seed: value }))
  const first = shown()
  for (let value = 2; value <= 20; value++) seed(value)
  const last = shown()
  compileGraph.mockClear()
  for (let steps = 0; steps < 15; steps++) store.getState().undo()
  for (let steps = 0; steps < 15; steps++) store.getState().redo()
  expect(shown()).toEqual(last)
  expect(shown()[0]).toBe(last[0])
  expect(compileGraph).not.toHaveBeenCalled()

  for (let steps = 0; steps < 19; steps++) store.getState().undo()
  expect(compileGraph).toHaveBeenCalled()
  expect(shown()).toEqual(first)
})
