import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyEdit, applyFix } from './apply-edit.ts'
import { emptyDocument, type GraphDocument } from './document.ts'
import {
  addFrame,
  addNode,
  bridgesAround,
  connect,
  createNode,
  disconnect,
  freeId,
  idStem,
  insertOnWire,
  moveNodes,
  removeItems,
  setFrozen,
  setMode,
  setParam,
  setReroutes,
  setTitle,
} from './edits.ts'
import { cutFragment, pasteFragment } from './fragment.ts'
import { endGesture, record, redo, startHistory, undo } from './history.ts'
import { reaches, topologyOf, upstreamOf, wouldCycle } from './topology.ts'
import { toyData, toyDefinitions, toyObjective, toyScale } from './toy-definitions.ts'

const build = (...kinds: (typeof toyData | typeof toyScale | typeof toyObjective)[]): GraphDocument =>
  kinds.reduce((document, kind, i) => addNode(document, createNode(document, kind), [i * 100, 0]), emptyDocument)

const chain = (): GraphDocument => {
  const document = build(toyData, toyScale, toyScale, toyObjective)
  const first = connect(document, { node: 'toy', port: 'x' }, { node: 'toyScale', port: 'x' })
  const second = connect(first, { node: 'toyScale', port: 'y' }, { node: 'toyScale2', port: 'x' })
  return connect(second, { node: 'toyScale2', port: 'y' }, { node: 'toy2', port: 'x' })
}

describe('edits', () => {
  test('identifiers are short, unused and valid in code', () => {
    expect(idStem('layers/conv2d-transpose')).toBe('conv2dTranspose')
    const document = chain()
    expect(document.nodes.map((node) => node.id)).toEqual(['toy', 'toyScale', 'toyScale2', 'toy2'])
    expect(freeId(document, '9 odd-names')).toBe('oddnames')
    expect(freeId(document, '***')).toBe('node')
  })

  test('do not modify the old document and share unchanged parts', () => {
    const document = chain()
    const before = JSON.stringify(document)
    const changed = setParam(document, 'toyScale', 'limit', 5)
    expect(JSON.stringify(document)).toBe(before)
    expect(changed.nodes[0]).toBe(document.nodes[0])
    expect(changed.nodes[1]?.params.limit).toBe(5)
    expect(setParam(changed, 'toyScale', 'limit', 5)).toBe(changed)
  })

  test('an input takes one wire, and a new one replaces the old', () => {
    const document = connect(chain(), { node: 'toy', port: 'x' }, { node: 'toyScale2', port: 'x' })
    const into = document.wires.filter((wire) => wire.to.node === 'toyScale2')
    expect(into).toEqual([{ from: { node: 'toy', port: 'x' }, to: { node: 'toyScale2', port: 'x' } }])
    expect(disconnect(document, { node: 'toyScale2', port: 'x' }).wires).toHaveLength(2)
  })

  test('removing a node takes its wires, positions, reroutes and frame membership along', () => {
    const framed = addFrame(chain(), 'Both', ['toyScale', 'toyScale2'], [0, 0, 300, 100])
    const rerouted = setReroutes(framed, { node: 'toyScale2', port: 'x' }, [[1, 2]])
    const document = removeItems(rerouted, new Set(['toyScale2']))
    expect(document.nodes.map((node) => node.id)).toEqual(['toy', 'toyScale', 'toy2'])
    expect(document.wires).toHaveLength(1)
    expect(Object.keys(document.layout.nodes)).toEqual(['toy', 'toyScale', 'toy2'])
    expect(document.layout.wires).toEqual({})
    expect(document.frames[0]?.nodes).toEqual(['toyScale'])
  })

  test('removing with bridges closes the gap', () => {
    const document = chain()
    const bridges = bridgesAround(document, 'toyScale2', 'x')
    const { wires } = removeItems(document, new Set(['toyScale2']), bridges)
    expect(wires).toContainEqual({ from: { node: 'toyScale', port: 'y' }, to: { node: 'toy2', port: 'x' } })
  })

  test('a node that is wired to itself goes with that wire', () => {
    const document = connect(chain(), { node: 'toyScale2', port: 'y' }, { node: 'toyScale2', port: 'x' })
    const bridges = bridgesAround(document, 'toyScale2', 'x')
    const { wires } = removeItems(document, new Set(['toyScale2']), bridges)
    expect(wires).toEqual([{ from: { node: 'toy', port: 'x' }, to: { node: 'toyScale', port: 'x' } }])
  })

  test('inserting on a wire keeps the flow', () => {
    const document = chain()
    const node = createNode(document, toyScale)
    const next = insertOnWire(document, { node: 'toy2', port: 'x' }, node, { input: 'x', output: 'y' })
    expect(next.wires).toContainEqual({ from: { node: 'toyScale2', port: 'y' }, to: { node: node.id, port: 'x' } })
    expect(next.wires).toContainEqual({ from: { node: node.id, port: 'y' }, to: { node: 'toy2', port: 'x' } })
    expect(next.wires).toHaveLength(4)
    expect(next.layout.nodes[node.id]).toEqual([250, 40])
  })

  test('setting and resetting title, mode and freeze restores the document', () => {
    const document = chain()
    const ids = new Set(['toyScale'])
    const dressed = setFrozen(setMode(setTitle(document, 'toyScale', ' Gain '), ids, 'bypass'), ids, true)
    expect(dressed.nodes[1]).toMatchObject({ title: 'Gain', mode: 'bypass', frozen: true })
    const bare = setFrozen(setMode(setTitle(dressed, 'toyScale', ''), ids, undefined), ids, false)
    expect(bare.nodes[1]).toEqual(document.nodes[1])
  })

  test('fixes are edits as data', () => {
    const document = chain()
    const edits = [
      { edit: 'removeNode', node: 'toyScale2', reconnect: true },
      { edit: 'setParam', node: 'toyScale', field: 'limit', value: 3 },
      { edit: 'insertBefore', node: 'toy2', port: 'x', kind: toyScale.kind, params: {}, input: 'x', output: 'y' },
    ] as const
    const fixed = applyFix(document, { title: 'Three edits', edits }, toyDefinitions)
    expect(fixed.nodes.map((node) => node.id)).toEqual(['toy', 'toyScale', 'toy2', 'toyScale2'])
    expect(fixed.wires).toHaveLength(3)
    expect(fixed.nodes[1]?.params.limit).toBe(3)
    const supply = { edit: 'supply', node: 'toyScale', port: 'x', kind: toyData.kind, params: {}, output: 'x' } as const
    const supplied = applyEdit(disconnect(document, { node: 'toyScale', port: 'x' }), supply, toyDefinitions)
    expect(supplied.wires).toContainEqual({ from: { node: 'toy3', port: 'x' }, to: { node: 'toyScale', port: 'x' } })
    const unknown = { ...supply, kind: 'no/such' }
    expect(() => applyEdit(document, unknown, toyDefinitions)).toThrow(/no node kind "no\/such"/)
  })
})

describe('fragments', () => {
  test('paste under new identifiers with the wires inside', () => {
    const document = chain()
    const fragment = cutFragment(document, new Set(['toyScale', 'toyScale2']))
    const { document: pasted, ids } = pasteFragment(document, fragment, [10, 20])
    expect([...ids]).toEqual(['toyScale3', 'toyScale4'])
    expect(pasted.wires.filter((wire) => ids.has(wire.to.node))).toEqual([
      { from: { node: 'toyScale3', port: 'y' }, to: { node: 'toyScale4', port: 'x' } },
    ])
    expect(pasted.layout.nodes.toyScale3).toEqual([110, 20])
    const kept = pasteFragment(document, fragment, [0, 0], true)
    expect(kept.document.wires).toContainEqual({
      from: { node: 'toy', port: 'x' },
      to: { node: 'toyScale3', port: 'x' },
    })
  })
})

describe('history', () => {
  test('undo and redo restore whole states; a gesture is one step', () => {
    let history = startHistory('a')
    history = record(history, 'b')
    history = record(history, 'c1', 'drag')
    history = record(history, 'c2', 'drag')
    history = endGesture(history)
    history = record(history, 'd', 'drag')
    const states: string[] = []
    for (let h = history; ; h = undo(h)) {
      states.push(h.present)
      if (h.past.length === 0) break
    }
    expect(states).toEqual(['d', 'c2', 'b', 'a'])
    expect(redo(undo(history)).present).toBe('d')
    expect(record(undo(history), 'e').future).toEqual([])
    expect(undo(startHistory('a')).present).toBe('a')
    expect(record(history, 'd')).toBe(history)
  })
})

describe('topology', () => {
  /** Random graphs with wires in either direction, so cycles happen. */
  const graphs = fc
    .record({
      size: fc.integer({ min: 1, max: 8 }),
      pairs: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 }),
    })
    .map(({ size, pairs }) => {
      const document = build(...Array.from({ length: size }, () => toyScale))
      return pairs.reduce((current, [a, b]) => {
        const [from, to] = [current.nodes[a], current.nodes[b]]
        return from && to ? connect(current, { node: from.id, port: 'y' }, { node: to.id, port: 'x' }) : current
      }, document)
    })

  /** Reachability by repeated squaring of the adjacency relation, independent of the code under test. */
  const closure = (document: GraphDocument): Set<string> => {
    const pairs = new Set(document.wires.map((wire) => `${wire.from.node}>${wire.to.node}`))
    for (let changed = true; changed; ) {
      changed = false
      for (const one of [...pairs]) {
        for (const other of [...pairs]) {
          const [a, b] = one.split('>')
          const [c, d] = other.split('>')
          if (b === c && !pairs.has(`${a}>${d}`)) {
            pairs.add(`${a}>${d}`)
            changed = true
          }
        }
      }
    }
    return pairs
  }

  test('order, cycles and reachability agree with the transitive closure', async () => {
    await fc.assert(
      fc.property(graphs, (document) => {
        const topology = topologyOf(document)
        const reach = closure(document)
        const onOrBehindCycle = (id: string) =>
          document.nodes.some((n) => reach.has(`${n.id}>${n.id}`) && (n.id === id || reach.has(`${n.id}>${id}`)))
        expect(topology.cyclic).toEqual(new Set(document.nodes.map((n) => n.id).filter(onOrBehindCycle)))
        for (const { from, to } of document.wires) {
          if (topology.cyclic.has(to.node)) continue
          expect(topology.order.indexOf(from.node)).toBeLessThan(topology.order.indexOf(to.node))
        }
        for (const a of document.nodes) {
          const above = upstreamOf(document, a.id)
          for (const b of document.nodes) {
            expect(reaches(topology, a.id, b.id)).toBe(a === b || reach.has(`${a.id}>${b.id}`))
            expect(above.has(b.id)).toBe(a === b || reach.has(`${b.id}>${a.id}`))
            expect(wouldCycle(topology, a.id, b.id)).toBe(a === b || reach.has(`${b.id}>${a.id}`))
          }
        }
      }),
    )
  })

  test('moving nodes changes nothing but the layout', () => {
    const document = chain()
    const moved = moveNodes(document, { toy: [5, 6] })
    expect(moved.nodes).toBe(document.nodes)
    expect(moved.layout.nodes.toy).toEqual([5, 6])
  })
})
