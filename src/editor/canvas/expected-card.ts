// The expected positions of a card and its ports, so that React Flow can determine which cards and wires are in view without
// drawing all of them once.
import { type NodeHandle, Position } from '@xyflow/react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import { cardParts, cardSize } from '../../store/document/node-sizes.ts'
import type { Size } from './size.ts'

export interface ExpectedCard {
  readonly size: Size
  readonly handles: NodeHandle[]
}

export function expectedCard(typed: TypedNode): ExpectedCard {
  const [width, height] = cardSize(typed)
  const place = (row: number) => cardParts.header + (row + 0.5) * cardParts.row
  return {
    // No card measures a fraction, so that its ports are always measured once it is drawn.
    size: { width, height: height + 0.25 },
    handles: [
      ...Object.keys(typed.ports.inputs).map((id, row): NodeHandle => {
        return { id, type: 'target', position: Position.Left, x: 0, y: place(row), width: 1, height: 1 }
      }),
      ...Object.keys(typed.ports.outputs).map((id, row): NodeHandle => {
        return { id, type: 'source', position: Position.Right, x: width, y: place(row), width: 1, height: 1 }
      }),
    ],
  }
}
