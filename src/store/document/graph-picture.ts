// A graph as a picture: plain boxes, titles and coloured wires, drawn without the page. For templates and exports.

import { inferGraph } from '../../compiler/inference/infer.ts'
import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Definitions } from '../../graph/definition.ts'
import type { GraphDocument, Point } from '../../graph/document.ts'
import { lookup } from '../../graph/lookup.ts'
import type { SignalKind } from '../../graph/signals.ts'
import { cardParts, cardSize } from './node-sizes.ts'
import { titleOf } from './readings.ts'

export interface PictureNode {
  readonly id: string
  readonly title: string
  readonly x: number
  readonly y: number
  readonly height: number
}

export interface PictureWire {
  readonly signal: SignalKind
  /** Left edge of the node it leaves. */
  readonly startsAt: number
  readonly from: Point
  readonly to: Point
}

export interface GraphPicture {
  readonly nodes: readonly PictureNode[]
  readonly wires: readonly PictureWire[]
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

const margin = 32

function pictureOf(typed: TypedGraph): GraphPicture {
  const { layout, wires } = typed.document
  const nodes = [...typed.nodes].map(([id, node]): PictureNode => {
    const [x, y] = lookup(layout.nodes, id) ?? [0, 0]
    const [, height] = cardSize(node)
    return { id, title: titleOf(node), x, y, height }
  })
  const at = new Map(nodes.map((node) => [node.id, node]))
  const portHeight = (id: string, port: string, side: 'inputs' | 'outputs') => {
    const index = Object.keys(typed.nodes.get(id)?.ports[side] ?? {}).indexOf(port)
    return cardParts.header + (Math.max(0, index) + 0.5) * cardParts.row
  }
  const lines = wires.flatMap(({ from, to }): PictureWire[] => {
    const [start, end] = [at.get(from.node), at.get(to.node)]
    const signal = typed.nodes.get(from.node)?.ports.outputs[from.port]?.signal
    if (!start || !end || !signal) return []
    return [
      {
        signal,
        startsAt: start.x,
        from: [start.x + cardParts.width, start.y + portHeight(from.node, from.port, 'outputs')],
        to: [end.x, end.y + portHeight(to.node, to.port, 'inputs')],
      },
    ]
  })
  const left = Math.min(...nodes.map(({ x }) => x)) - margin
  const top = Math.min(...nodes.map(({ y }) => y)) - margin
  const right = Math.max(...nodes.map(({ x }) => x + cardParts.width)) + margin
  const bottom = Math.max(...nodes.map(({ y, height }) => y + height)) + margin
  const box = nodes.length
    ? { x: left, y: top, width: right - left, height: bottom - top }
    : { x: 0, y: 0, width: 400, height: 200 }
  return { nodes, wires: lines, box }
}

export const pictureOfDocument = (document: GraphDocument, builtIn: Definitions): GraphPicture =>
  pictureOf(inferGraph(document, builtIn))

/** The control points of a wire's curve lie this far out. */
const bend = ({ from, to }: PictureWire): number => Math.max(30, (to[0] - from[0]) / 2)

/** At twice the size, for sharp screens; larger graphs at what the browser can hold. In the page's present colours. */
export async function drawGraph({ typed }: { readonly typed: TypedGraph }): Promise<Blob> {
  const { nodes, wires, box } = pictureOf(typed)
  const scale = Math.min(2, 8192 / Math.max(box.width, box.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(box.width * scale)
  canvas.height = Math.round(box.height * scale)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('the browser does not provide a canvas to draw on.')
  const colour = pageColours()
  context.fillStyle = colour('--canvas')
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  context.translate(-box.x, -box.y)
  context.lineWidth = 1.75
  for (const wire of wires) {
    const { from, to } = wire
    context.strokeStyle = colour(`--signal-${wire.signal}`)
    context.beginPath()
    context.moveTo(...from)
    context.bezierCurveTo(from[0] + bend(wire), from[1], to[0] - bend(wire), to[1], ...to)
    context.stroke()
  }
  context.font = '600 13px "Inter Variable", system-ui, sans-serif'
  context.textBaseline = 'middle'
  context.lineWidth = 1
  for (const { title, x, y, height } of nodes) {
    context.fillStyle = colour('--surface')
    context.strokeStyle = colour('--line-strong')
    context.beginPath()
    context.roundRect(x, y, cardParts.width, height, 11)
    context.fill()
    context.stroke()
    context.fillStyle = colour('--ink')
    context.fillText(title, x + 16, y + 26, cardParts.width - 32)
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the picture could not be created.'))),
      'image/png',
    ),
  )
}

/** What the style sheet's custom properties come to in the present theme. */
function pageColours(): (property: string) => string {
  const probe = document.createElement('span')
  document.body.append(probe)
  const style = getComputedStyle(probe)
  return (property) => {
    probe.style.color = `var(${property})`
    const { color } = style
    queueMicrotask(() => probe.remove())
    return color
  }
}
