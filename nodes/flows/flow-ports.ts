// The ports of a transform with one flow in and one out, and what must hold of the flow that comes in.
import type { JsonObject } from '../../src/graph/json.ts'
import type { Fix, PortProblem } from '../../src/graph/problems.ts'
import { describeRange, describeShape, type FlowSignal, type Shape } from '../../src/graph/signals.ts'

export const flowInput = {
  x: { signal: 'flow', title: 'x', help: 'The flow, or a tensor to start one from.' },
} as const
export const flowOutput = { y: { signal: 'flow', title: 'y', help: 'The flow, transformed.' } } as const

/** A density is a density of real numbers: whole numbers would let it grow without bound on each of them. */
export function checkContinuous(node: string, title: string, x: FlowSignal, port = 'x'): readonly PortProblem[] {
  if (x.range === 'real' || x.range === 'unit') return []
  if (x.range === 'grey256') return [steps(title, port)]
  const levels = x.range === 'binary' ? '2' : '256'
  return [
    {
      severity: 'error',
      code: 'discrete-flow',
      port,
      message: `${title}: the flow carries whole numbers (${describeRange(x.range)}), on which a density has no meaning. Add noise below one level first.`,
      expected: 'real numbers',
      received: describeRange(x.range),
      fixes: [insertTransform(node, port, 'Dequantise', 'flows/dequantise', { levels })],
    },
  ]
}

/** Grey values are whole numbers of which the dataset tells a share. */
const steps = (title: string, port: string): PortProblem => ({
  severity: 'error',
  code: 'discrete-flow',
  port,
  message: `${title}: the flow carries grey values of 256 steps, on which a density has no meaning. Take the levels 0…255 and add noise below one level with Dequantise.`,
  expected: 'real numbers',
  received: describeRange('grey256'),
  wish: { range: 'levels256' },
})

export const insertTransform = (node: string, port: string, title: string, kind: string, params: JsonObject): Fix => ({
  title: `Insert ${title}`,
  edits: [{ edit: 'insertBefore', node, port, kind, params, input: 'x', output: 'y' }],
})

/** The extent of the last axis: elements of a vector, channels of an image. `undefined` for a scalar. */
export const channelsOf = (shape: Shape): number | undefined => shape.at(-1)

export const noFlowAxis = (title: string): PortProblem => ({
  severity: 'error',
  code: 'rank-mismatch',
  port: 'x',
  message: `${title} takes a flow of vectors or images, but it receives one of scalars.`,
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
