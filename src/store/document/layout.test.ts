import { describe, expect, it } from 'vitest'
import { addNode, connect, createNode, definitionOf } from '../../graph/edits.ts'
import { toyDocument, toyKinds } from '../fixtures/toy-kinds.ts'
import { layOut } from './auto-layout.ts'
import { frameNodes, moveFrame, regroup } from './frames.ts'

const size = [192, 120] as const
const sizeOf = () => size
const x = (document: Awaited<ReturnType<typeof layOut>>, id: string) => document.layout.nodes[id]?.[0] ?? Number.NaN

describe('tidying up', () => {
  it('puts each node to the right of what feeds it, and none on another', async () => {
    const linear = definitionOf(toyKinds, 'toy/linear')
    const base = toyDocument()
    const more = addNode(base, createNode(base, linear), [0, 0])
    const document = connect(more, { node: 'flat', port: 'y' }, { node: 'linear2', port: 'x' })
    const tidy = await layOut(document, sizeOf)
    for (const { from, to } of document.wires) {
      expect(x(tidy, to.node)).toBeGreaterThanOrEqual(x(tidy, from.node) + size[0])
    }
    const corners = Object.values(tidy.layout.nodes)
    for (const [i, a] of corners.entries()) {
      for (const b of corners.slice(i + 1)) {
        expect(Math.abs(a[0] - b[0]) >= size[0] || Math.abs(a[1] - b[1]) >= size[1]).toBe(true)
      }
    }
  })

  it('takes names that plain objects inherit for names', async () => {
    const ids = new Map([
      ['images', 'constructor'],
      ['flat', 'toString'],
      ['linear', 'hasOwnProperty'],
    ])
    const { nodes, wires, ...rest } = toyDocument()
    const renamed = ({ node, port }: { node: string; port: string }) => ({ node: ids.get(node) ?? node, port })
    const document = {
      ...rest,
      nodes: nodes.map((node) => ({ ...node, id: ids.get(node.id) ?? node.id })),
      wires: wires.map(({ from, to }) => ({ from: renamed(from), to: renamed(to) })),
    }
    const places = [...ids].map(([plain, name]) => [plain, name] as const)
    const [tidy, plain] = [await layOut(document, sizeOf), await layOut(toyDocument(), sizeOf)]
    for (const [one, other] of places) expect(tidy.layout.nodes[other]).toEqual(plain.layout.nodes[one])
  })

  it('does so where there are thousands, fed in turns by the one before and by the first', async () => {
    const kind = definitionOf(toyKinds, 'toy/flat')
    const [base, count] = [toyDocument(), 5000]
    const nodes = Array.from({ length: count }, (_, i) => ({ ...createNode(base, kind), id: `n${i}` }))
    const wires = nodes.flatMap(({ id }, i) => [
      { from: i === 0 ? { node: 'images', port: 'x' } : { node: `n${i - 1}`, port: 'y' }, to: { node: id, port: 'x' } },
      { from: { node: 'images', port: 'x' }, to: { node: id, port: 'other' } },
    ])
    const document = { ...base, nodes: [...base.nodes, ...nodes], wires: [...base.wires, ...wires] }
    const tidy = await layOut(document, sizeOf)
    for (const { from, to } of document.wires)
      expect(x(tidy, to.node)).toBeGreaterThanOrEqual(x(tidy, from.node) + size[0])
    const corners = document.nodes.map(({ id }) => `${tidy.layout.nodes[id]}`)
    expect(new Set(corners).size).toBe(document.nodes.length)
  })

  it('leads a wire that passes a node around it', async () => {
    const linear = definitionOf(toyKinds, 'toy/flat')
    const base = toyDocument()
    const more = addNode(base, createNode(base, linear), [0, 0])
    const chained = connect(more, { node: 'linear', port: 'y' }, { node: 'flat2', port: 'x' })
    const tidy = await layOut(chained, sizeOf)
    expect(tidy.layout.wires).toEqual({})
    const shortcut = { from: { node: 'images', port: 'x' }, to: { node: 'flat2', port: 'x' } }
    const direct = { ...chained, wires: [...chained.wires.filter(({ to }) => to.node !== 'flat2'), shortcut] }
    const withPass = {
      ...direct,
      wires: [...direct.wires, { from: { node: 'linear', port: 'y' }, to: { node: 'flat2', port: 'other' } }],
    }
    const [point] = (await layOut(withPass, sizeOf)).layout.wires['flat2.x'] ?? []
    expect(point).toBeDefined()
  })
})

describe('a frame', () => {
  const framed = frameNodes(toyDocument(), ['flat', 'linear'], sizeOf)

  it('goes around its nodes', () => {
    const [left = 0, top = 0, width = 0, height = 0] = framed.layout.frames.frame ?? []
    expect(left).toBeLessThan(300)
    expect(left + width).toBeGreaterThan(600 + size[0])
    expect(top).toBeLessThan(0)
    expect(top + height).toBeGreaterThan(size[1])
  })

  it('takes its nodes along', () => {
    const [left = 0, top = 0] = framed.layout.frames.frame ?? []
    const moved = moveFrame(framed, 'frame', [left + 10, top - 5])
    expect(moved.layout.nodes).toEqual({ images: [0, 0], flat: [310, -5], linear: [610, -5] })
  })

  it('gains and loses the nodes that are dropped in and out of it', () => {
    const out = {
      ...framed,
      layout: { ...framed.layout, nodes: { ...framed.layout.nodes, flat: [300, 900] as const } },
    }
    expect(regroup(out, new Set(['flat']), sizeOf).frames[0]?.nodes).toEqual(['linear'])
    const inside = {
      ...framed,
      layout: { ...framed.layout, nodes: { ...framed.layout.nodes, images: [310, 10] as const } },
    }
    expect(regroup(inside, new Set(['images']), sizeOf).frames[0]?.nodes).toEqual(['flat', 'linear', 'images'])
    expect(regroup(framed, new Set(['flat']), sizeOf)).toBe(framed)
  })
})
