// The shapes of a coupling's two parts, and the shape a mask requires of the flow.

import { choice } from '../../../src/graph/fields.ts'
import type { Fix, PortProblem } from '../../../src/graph/problems.ts'
import type { RoutedElement } from '../../../src/graph/routing.ts'
import { describeShape, type Shape, sizeOf } from '../../../src/graph/signals.ts'
import { insertTransform } from '../flow-ports.ts'

export const maskField = choice({
  title: 'Mask',
  help: 'Which part stays unchanged and conditions the other. Halves and alternating split vectors; checkerboard and channel split images.',
  initial: 'halves',
  choices: [
    { value: 'halves', title: 'Halves' },
    { value: 'alternating', title: 'Alternating positions' },
    { value: 'checkerboard', title: 'Checkerboard' },
    { value: 'channel', title: 'Channels' },
  ],
})

export type MaskName = (typeof maskField)['initial']

export interface Parts {
  /** The shape the network sees. */
  readonly kept: Shape
  /** The shape the network must output parameters for. */
  readonly moving: Shape
}

/** With a checkerboard both parts keep their positions in the image, with zeros between. */
export function partShapes(mask: MaskName, swap: boolean, shape: Shape): Parts {
  if (mask === 'checkerboard') return { kept: shape, moving: shape }
  const extent = shape.at(-1) ?? 1
  const first = Math.ceil(extent / 2)
  const part = (length: number): Shape => [...shape.slice(0, -1), length]
  const parts = { first: part(first), second: part(extent - first) }
  return swap ? { kept: parts.second, moving: parts.first } : { kept: parts.first, moving: parts.second }
}

/** Which elements are transformed, in the shape of the flow. */
export function movedElements(mask: MaskName, swap: boolean, shape: Shape): readonly RoutedElement[] {
  return Array.from({ length: sizeOf(shape) }, (_, from) => ({ from, touched: isSecond(mask, shape, from) !== swap }))
}

function isSecond(mask: MaskName, shape: Shape, element: number): boolean {
  const extent = shape.at(-1) ?? 1
  const place = element % extent
  switch (mask) {
    case 'halves':
    case 'channel':
      return place >= Math.ceil(extent / 2)
    case 'alternating':
      return place % 2 === 1
    case 'checkerboard': {
      const pixel = Math.floor(element / extent)
      const width = shape[1] ?? 1
      return (Math.floor(pixel / width) + (pixel % width)) % 2 === 1
    }
    default:
      return mask satisfies never
  }
}

const masksByRank: ReadonlyMap<number, readonly MaskName[]> = new Map([
  [1, ['halves', 'alternating']],
  [3, ['checkerboard', 'channel']],
])

const titles = new Map(maskField.form.control === 'choice' ? maskField.form.choices.map((c) => [c.value, c.title]) : [])

/** A mask applies to vectors or to images, and must split them into two non-empty parts. */
export function checkMask(node: string, mask: MaskName, shape: Shape): readonly PortProblem[] {
  const fitting = masksByRank.get(shape.length) ?? []
  const title = titles.get(mask) ?? mask
  if (!fitting.includes(mask)) {
    const expected = masksByRank.get(1)?.includes(mask) ? 'a vector' : 'height × width × channels'
    return [
      {
        severity: 'error',
        code: 'mask-mismatch',
        port: 'x',
        field: 'mask',
        message: `Coupling: the mask "${title}" splits ${expected}, but the flow is ${describeShape(shape)}.`,
        expected,
        received: describeShape(shape),
        fixes: fitting.filter((other) => hasTwoParts(other, shape)).map((other) => useMask(node, other)),
      },
    ]
  }
  if (hasTwoParts(mask, shape)) return []
  const others = fitting.filter((other) => hasTwoParts(other, shape))
  return [
    {
      severity: 'error',
      code: 'nothing-to-part',
      port: 'x',
      field: 'mask',
      message: `Coupling: the mask "${title}" cannot split a flow of ${describeShape(shape)} into two parts.`,
      expected: mask === 'channel' ? 'at least two channels' : 'at least two elements',
      received: describeShape(shape),
      fixes: [...others.map((other) => useMask(node, other)), ...(mask === 'channel' ? squeezeFirst(node, shape) : [])],
    },
  ]
}

const hasTwoParts = (mask: MaskName, shape: Shape): boolean =>
  mask === 'checkerboard' ? (shape[0] ?? 1) * (shape[1] ?? 1) > 1 : (shape.at(-1) ?? 1) > 1

const useMask = (node: string, mask: MaskName) =>
  ({
    title: `Use the mask "${titles.get(mask) ?? mask}"`,
    edits: [{ edit: 'setParam', node, field: 'mask', value: mask }],
  }) as const

/** Trades pixels for channels where the sides are even. */
export const squeezeFirst = (node: string, [height = 1, width = 1]: Shape): readonly Fix[] =>
  height % 2 === 0 && width % 2 === 0 ? [insertTransform(node, 'x', 'Squeeze', 'flows/squeeze', {})] : []
