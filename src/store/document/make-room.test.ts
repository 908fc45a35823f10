import { describe, expect, it } from 'vitest'
import type { GraphDocument } from '../../graph/document.ts'
import { emptyDocument } from '../../graph/document.ts'
import { makeRoom } from './make-room.ts'

const sizeOf = () => [200, 100] as const
const layout = (nodes: GraphDocument['layout']['nodes']): GraphDocument => ({
  ...emptyDocument,
  layout: { ...emptyDocument.layout, nodes },
})
const covered = ({ layout: { nodes } }: GraphDocument): boolean => {
  const places = Object.values(nodes)
  return places.some(([x, y], i) =>
    places.some(([u, v], j) => i !== j && Math.abs(x - u) < 200 && Math.abs(y - v) < 100),
  )
}

describe('room for a node put between two others', () => {
  it('is left alone where there is enough', () => {
    const roomy = layout({ a: [0, 0], between: [250, 0], b: [500, 0] })
    expect(makeRoom(roomy, 'between', sizeOf)).toBe(roomy)
  })

  it('is made by moving on what lies right, in every row', () => {
    const tight = layout({ a: [0, 0], between: [120, 10], b: [250, 0], below: [250, 300], left: [0, 300] })
    const made = makeRoom(tight, 'between', sizeOf)
    expect(covered(made)).toBe(false)
    const { nodes } = made.layout
    expect(nodes.a).toEqual([0, 0])
    expect(nodes.left).toEqual([0, 300])
    expect(nodes.between?.[0]).toBeGreaterThan(200)
    expect((nodes.b?.[0] ?? 0) - 250).toBe((nodes.below?.[0] ?? 0) - 250)
  })

  it('widens the frame around both and moves those further right', () => {
    const tight = layout({ a: [0, 0], between: [120, 0], b: [250, 0] })
    const framed = {
      ...tight,
      layout: { ...tight.layout, frames: { around: [-20, -40, 500, 200], right: [600, 0, 100, 100] } as const },
    }
    const { nodes, frames } = makeRoom(framed, 'between', sizeOf).layout
    const step = (nodes.b?.[0] ?? 0) - 250
    expect(step).toBeGreaterThan(0)
    expect(frames.around).toEqual([-20, -40, 500 + step, 200])
    expect(frames.right).toEqual([600 + step, 0, 100, 100])
  })
})
