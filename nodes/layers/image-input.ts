// Shared by layers on images: the check that the input is an image.
import type { PortProblem } from '../../src/graph/problems.ts'
import { describeShape, type Shape } from '../../src/graph/signals.ts'
import { insertReshape } from './reshape/reshape.node.ts'

export interface ImageShape {
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** `undefined` if the shape is not height × width × channels. */
export function readImageShape(shape: Shape): ImageShape | undefined {
  const [height, width, channels] = shape
  if (shape.length !== 3 || height === undefined || width === undefined || channels === undefined) return undefined
  return { height, width, channels }
}

export const notAnImage = (node: string, title: string, shape: Shape): PortProblem => ({
  severity: 'error',
  code: 'rank-mismatch',
  port: 'x',
  message: `${title} takes an image (height × width × channels), but x is ${describeShape(shape)}.`,
  expected: 'height × width × channels',
  received: describeShape(shape),
  fixes: insertReshape(node, 'x', shape),
})
