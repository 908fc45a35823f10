// The lane of a wire as cards move. Asked at every change of the store, so the answer is kept while nothing it rests on moves.

import { useRef } from 'react'
import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Box, Point } from '../../graph/document.ts'
import { lookup } from '../../graph/lookup.ts'
import { cardSize } from '../../store/document/node-sizes.ts'
import type { EditorState } from '../../store/editor-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { type Lane, laneFor } from './wire-lane.ts'

const boxes = new WeakMap<TypedGraph, readonly Box[]>()

function cardsOf({ typed }: EditorState): readonly Box[] {
  const known = boxes.get(typed)
  if (known) return known
  const { nodes } = typed.document.layout
  const cards = [...typed.nodes].map(([id, node]): Box => [...(lookup(nodes, id) ?? [0, 0]), ...cardSize(node)])
  boxes.set(typed, cards)
  return cards
}

interface Known {
  readonly cards: readonly Box[]
  readonly key: string
  readonly lane: Lane | null
}

export function useLane(points: readonly Point[]): Lane | null {
  const known = useRef<Known | null>(null)
  const [from, to] = points
  const key = points.join()
  return useEditor((state) => {
    if (points.length !== 2 || !from || !to) return null
    const cards = cardsOf(state)
    if (known.current?.cards !== cards || known.current.key !== key)
      known.current = { cards, key, lane: laneFor(from, to, cards) }
    return known.current.lane
  })
}
