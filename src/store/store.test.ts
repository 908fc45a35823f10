import { describe, expect, it } from 'vitest'
import type { Box } from '../graph/document.ts'
import { moveNodes, removeItems, setParam } from '../graph/edits.ts'
import { addNewNode } from './document/add-node.ts'
import { checkWire, documentOf, insertionPorts, inspectedNode, selectedNodes } from './document/readings.ts'
import { toyDocument, toyStore } from './fixtures/toy-kinds.ts'
import type { CanvasHandle } from './view/view-state.ts'

const at = (store: ReturnType<typeof toyStore>, node: string) => documentOf(store.getState()).layout.nodes[node]
const wires = (store: ReturnType<typeof toyStore>) =>
  documentOf(store.getState()).wires.map(({ from, to }) => `${from.node} ${to.node}`)

const canvasOfUsualCards: CanvasHandle = {
  fit: () => undefined,
  zoomBy: () => undefined,
  resetZoom: () => undefined,
  toCanvas: (point) => point,
  toScreen: (point) => point,
  middle: () => [0, 0],
  view: () => [0, 0, 1000, 1000],
  widenTo: () => undefined,
  focusNode: () => undefined,
  sizeOf: () => [200, 120],
}

describe('undo', () => {
  it('takes a drag back as one step, and two drags as two', () => {
    const store = toyStore()
    const { edit, endGesture, undo } = store.getState()
    for (const x of [10, 20, 30]) edit((document) => moveNodes(document, { flat: [x, 0] }), 'drag')
    endGesture()
    for (const x of [40, 50]) edit((document) => moveNodes(document, { flat: [x, 0] }), 'drag')
    undo()
    expect(at(store, 'flat')).toEqual([30, 0])
    undo()
    expect(at(store, 'flat')).toEqual([300, 0])
    store.getState().redo()
    expect(at(store, 'flat')).toEqual([30, 0])
  })

  it('restores deleted nodes selected, because selection is not part of it', () => {
    const store = toyStore()
    store.getState().select(['flat'])
    store.getState().edit((document) => removeItems(document, new Set(['flat'])))
    expect(selectedNodes(store.getState())).toEqual([])
    store.getState().undo()
    expect(selectedNodes(store.getState())).toEqual(['flat'])
    expect(inspectedNode(store.getState())).toBe('flat')
  })

  it('does not count an edit that changes nothing', () => {
    const store = toyStore()
    store.getState().edit((document) => setParam(document, 'linear', 'units', 8))
    expect(store.getState().history.past).toEqual([])
  })
})

describe('the typed graph', () => {
  it('follows each edit and undo', () => {
    const store = toyStore()
    const output = () => store.getState().typed.nodes.get('linear')?.outputs.y
    expect(output()).toMatchObject({ shape: [8] })
    store.getState().edit((document) => setParam(document, 'linear', 'units', 3))
    expect(output()).toMatchObject({ shape: [3] })
    store.getState().undo()
    expect(output()).toMatchObject({ shape: [8] })
  })

  it('keeps what inference says of nodes when they are only moved', () => {
    const store = toyStore()
    const before = store.getState().typed.nodes
    store.getState().edit((document) => moveNodes(document, { flat: [1, 2] }))
    expect(store.getState().typed.nodes).toBe(before)
  })
})

describe('a document', () => {
  it('of a newer program is shown and not changed', () => {
    const store = toyStore()
    const strange = {
      ...toyDocument(),
      nodes: [{ id: 'odd', kind: 'toy/odd', version: 1, params: { a: 1 } }],
      wires: [],
    }
    store.getState().openDocument(strange)
    expect(store.getState().readOnly).toContain('toy/odd')
    const shown = documentOf(store.getState())
    expect(shown).toMatchObject({ nodes: strange.nodes, wires: [] })
    store.getState().edit((document) => moveNodes(document, { odd: [9, 9] }))
    expect(documentOf(store.getState())).toBe(shown)
    expect(store.getState().notices.at(-1)?.tone).toBe('error')
  })

  it('gets a new key when it is opened, so that it is kept next to the last one', () => {
    const store = toyStore()
    const { documentKey } = store.getState()
    store.getState().openDocument(toyDocument())
    expect(store.getState().documentKey).not.toBe(documentKey)
  })
})

describe('drawing wires', () => {
  it('tells for every port whether the wire fits, and why not', () => {
    const store = toyStore()
    store.getState().startWire({ end: { node: 'images', port: 'x' }, side: 'output' })
    const { wireDrag } = store.getState()
    expect(wireDrag?.verdicts.get('flat.x')).toEqual({ allowed: true })
    expect(wireDrag?.verdicts.get('linear.x')).toMatchObject({ allowed: false, reason: 'Linear takes a vector.' })
  })

  it('offers a fix that makes the wire possible', () => {
    const store = toyStore()
    const check = checkWire(
      store.getState(),
      { end: { node: 'images', port: 'x' }, side: 'output' },
      { node: 'linear', port: 'x' },
    )
    const [fix] = check.allowed ? [] : check.fixes
    if (!fix) throw new Error('There is no fix.')
    store.getState().applyFix(fix)
    expect(wires(store)).toContain('flat2 linear')
    expect(store.getState().typed.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    store.getState().undo()
    expect(documentOf(store.getState()).nodes).toHaveLength(3)
  })
})

describe('adding a node', () => {
  it('wires it to the dangling end in one step', () => {
    const store = toyStore()
    const wire = { end: { node: 'flat', port: 'y' }, side: 'output', port: 'x' } as const
    const id = addNewNode(store, 'toy/linear', [600, 300], { wire })
    expect(wires(store)).toContain(`flat ${id}`)
    store.getState().undo()
    expect(documentOf(store.getState())).toEqual(toyDocument())
  })

  it('puts it on a wire where it fits', () => {
    const store = toyStore()
    const id = addNewNode(store, 'toy/linear', [450, 0], { onWire: 'linear.x', isExact: true })
    expect(wires(store)).toEqual(expect.arrayContaining([`flat ${id}`, `${id} linear`]))
    expect(wires(store)).not.toContain('flat linear')
  })

  it.each([
    ['widens the view to the cards that this pushed out of it', [-50, -50, 880, 300], true],
    ['leaves the view as it is where all stay in it', [-50, -50, 1400, 300], false],
    ['widens the view no further than to what was in it', [250, -50, 450, 300], true],
  ] as const)('on a wire %s', (_, view, widens) => {
    const store = toyStore()
    const shown: Box[] = []
    const canvas = { ...canvasOfUsualCards, view: () => view, widenTo: (part: Box) => shown.push(part) }
    store.getState().setCanvas(canvas)
    const inView = Object.entries(documentOf(store.getState()).layout.nodes).filter(
      ([, [x, y]]) => x >= view[0] && y >= view[1] && x + 200 <= view[0] + view[2] && y + 120 <= view[1] + view[3],
    )
    const id = addNewNode(store, 'toy/linear', [450, 0], { onWire: 'linear.x', isExact: true })
    const places = [id, ...inView.map(([node]) => node)].map((node) => at(store, node) ?? [0, 0])
    const [left, right] = [Math.min(...places.map(([x]) => x)), Math.max(...places.map(([x]) => x + 200))]
    expect(shown.map(([x, , width]) => [x, x + width])).toEqual(widens ? [[left, right]] : [])
  })

  it('leaves the wire where it does not fit', () => {
    const store = toyStore()
    addNewNode(store, 'toy/linear', [150, 0], { onWire: 'flat.x', isExact: true })
    expect(wires(store)).toEqual(['flat linear', 'images flat'])
    expect(insertionPorts(store.getState(), { node: 'flat', port: 'x' }, 'linear2')).toBeNull()
  })

  it('finds room next to existing cards', () => {
    const store = toyStore()
    const [x, y] = at(store, addNewNode(store, 'toy/flat', [290, 10])) ?? [0, 0]
    expect(Math.abs(x - 300) >= 200 || Math.abs(y) >= 120).toBe(true)
  })
})
