import { expect, it } from 'vitest'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { moveNodes } from '../../graph/edits.ts'
import { viewNodes, viewWires } from './view-nodes.ts'

const node = (id: string) => ({ id, kind: 'toy/flat', version: 1, params: {} })
const document: GraphDocument = {
  ...emptyDocument,
  nodes: [node('b'), node('a')],
  wires: [{ from: { node: 'a', port: 'y' }, to: { node: 'b', port: 'x' } }],
  frames: [{ id: 'frame', title: 'Frame', nodes: [] }],
  layout: { nodes: { a: [0, 0], b: [200, 0] }, frames: { frame: [0, 0, 9, 9] }, notes: {}, wires: {} },
}
const input = {
  document,
  order: ['a', 'b'],
  selection: new Set<string>(),
  measured: new Map(),
  labels: new Map([['a', 'A']]),
  expected: new Map(),
}

it('keeps the order in which signals pass, frames below', () => {
  expect(viewNodes(input, []).map(({ id }) => id)).toEqual(['frame', 'a', 'b'])
})

it('makes new objects only for what changed', () => {
  const before = viewNodes(input, [])
  const after = viewNodes({ ...input, document: moveNodes(document, { b: [210, 0] }) }, before)
  expect(after[1]).toBe(before[1])
  expect(after[2]).not.toBe(before[2])
  expect(after[2]?.position).toEqual({ x: 210, y: 0 })
  const selected = viewNodes({ ...input, selection: new Set(['a']) }, before)
  expect(selected.map((item, i) => item === before[i])).toEqual([true, false, true])
})

it('names a wire by its end and keeps its object while nothing changes', () => {
  const before = viewWires(document, new Set(), [])
  expect(before.map(({ id, source, sourceHandle }) => [id, source, sourceHandle])).toEqual([['b.x', 'a', 'y']])
  expect(viewWires(document, new Set(), before)[0]).toBe(before[0])
  expect(viewWires(document, new Set(['b.x']), before)[0]).not.toBe(before[0])
})
