// The ports of a transform with one flow in and one out, and the checks on the incoming flow.
import type { JsonObject } from '../../src/graph/json.ts'
import type { Fix, PortProblem } from '../../src/graph/problems.ts'
import { describeShape, type Shape } from '../../src/graph/signals.ts'

export const flowInput = {
  x: { signal: 'flow', title: 'x', help: 'The flow, or a tensor to start one from.' },
} as const
export const flowOutput = { y: { signal: 'flow', title: 'y', help: 'The flow, transformed.' } } as const

/** @param forAll applies to every wire from the same source that the node's value depends on. */
export const insertTransform = (
  node: string,
  port: string,
  title: string,
  kind: string,
  params: JsonObject,
  forAll = false,
): Fix => ({
  title: `Insert ${title}`,
  edits: [
    { edit: 'insertBefore', node, port, kind, params, input: 'x', output: 'y', ...(forAll ? { forAll: true } : {}) },
  ],
})

/** The extent of the last axis: elements of a vector, channels of an image. `undefined` for a scalar. */
export const channelsOf = (shape: Shape): number | undefined => shape.at(-1)

export const noFlowAxis = (title: string): PortProblem => ({
  severity: 'error',
  code: 'rank-mismatch',
  port: 'x',
  message: `${title} takes a flow of vectors or images, but it receives a flow of scalars.`,
  expected: 'a vector or an image',
  received: 'scalar',
})

export const notAnImageFlow = (title: string, shape: Shape): PortProblem => ({
  severity: 'error',
  code: 'rank-mismatch',
  port: 'x',
  message: `${title} takes a flow of images (height × width × channels), but it receives one of ${describeShape(shape)}.`,
  expected: 'height × width × channels',
  received: describeShape(shape),
})
