import { describe, expect, it } from 'vitest'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { applySelection, readNodeChanges } from './apply-changes.ts'

const node = (id: string) => ({ id, kind: 'toy/flat', version: 1, params: {} })

const document: GraphDocument = {
  ...emptyDocument,
  nodes: [node('a'), node('b')],
  frames: [{ id: 'frame', title: 'Frame', nodes: ['a'] }],
  notes: [{ id: 'note', text: '' }],
  layout: {
    nodes: { a: [10, 10], b: [200, 0] },
    frames: { frame: [0, 0, 100, 100] },
    notes: { note: [0, 300, 80, 40] },
    wires: {},
  },
}

describe("React Flow's changes", () => {
  it('of a drag become one edit with the gesture of a drag, in whole pixels', () => {
    const { edit, gesture } = readNodeChanges([
      { id: 'a', type: 'position', position: { x: 15.4, y: 9.6 }, dragging: true },
      { id: 'b', type: 'position', position: { x: 205, y: 0 }, dragging: true },
    ])
    expect(gesture).toBe('drag')
    expect(edit?.(document).layout.nodes).toEqual({ a: [15, 10], b: [205, 0] })
  })

  it('of arrow keys are nudges', () => {
    const { edit, gesture } = readNodeChanges([{ id: 'a', type: 'position', position: { x: 15, y: 10 } }])
    expect(gesture).toBe('nudge')
    expect(edit?.(document).layout.nodes.a).toEqual([15, 10])
  })

  it('that move nothing leave the document as it is', () => {
    const { edit } = readNodeChanges([{ id: 'a', type: 'position', position: { x: 10, y: 10 }, dragging: false }])
    expect(edit?.(document)).toBe(document)
  })

  it('of a frame take its nodes along', () => {
    const { edit } = readNodeChanges([{ id: 'frame', type: 'position', position: { x: 5, y: 7 }, dragging: true }])
    const { layout } = edit?.(document) ?? document
    expect(layout.frames.frame).toEqual([5, 7, 100, 100])
    expect(layout.nodes).toEqual({ a: [15, 17], b: [200, 0] })
  })

  it('of a size are an edit for a note and a measurement for a node', () => {
    const changes = readNodeChanges([
      { id: 'note', type: 'dimensions', dimensions: { width: 120, height: 60 }, setAttributes: true, resizing: true },
      { id: 'a', type: 'dimensions', dimensions: { width: 192, height: 110 } },
    ])
    expect(changes.edit?.(document).layout.notes.note).toEqual([0, 300, 120, 60])
    expect(changes.measured).toEqual(new Map([['a', { width: 192, height: 110 }]]))
  })

  it('of selection and of sizes change nothing of the document', () => {
    const { edit, selected } = readNodeChanges([
      { id: 'a', type: 'select', selected: true },
      { id: 'b', type: 'select', selected: false },
      { id: 'b', type: 'dimensions', dimensions: { width: 1, height: 1 } },
    ])
    expect(edit).toBeNull()
    expect(applySelection(new Set(['b', 'c']), selected)).toEqual(new Set(['c', 'a']))
  })
})
