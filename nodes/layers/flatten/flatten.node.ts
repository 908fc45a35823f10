import { defineNode } from '../../../src/graph/define.ts'
import { hasOneNumberEach } from '../../../src/graph/mixing.ts'
import type { Fix } from '../../../src/graph/problems.ts'
import { sizeOf, tensor } from '../../../src/graph/signals.ts'

export const flatten = defineNode({
  kind: 'layers/flatten',
  role: 'layer',
  family: 'layers',
  title: 'Flatten',
  version: 1,
  summary: 'Reshapes an example to a vector.',
  keywords: ['reshape', 'vector'],
  fields: {},
  inputs: { x: { signal: 'tensor', title: 'x', help: 'Any tensor.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'A vector with the same elements.' } },
  infer: ({ inputs }) => ({ outputs: { y: tensor([sizeOf(inputs.x.shape)], inputs.x.range) } }),
  mixing: ({ inputs: { x } }) => (hasOneNumberEach(x.shape) ? 'none' : 'all'),
  isIdentity: (_, { x }) => x.shape.length === 1,
  asTransform: ({ inputs: { x } }) => ({
    title: 'Flow flatten',
    kind: 'flows/flow-flatten',
    params: { shape: x.shape },
  }),
  keepsElements: true,
  callParams: [],
  isIncremental: true,
})

/** Offered where a vector is expected but an image is received. */
export const insertFlatten = (node: string, port: string): Fix => ({
  title: 'Insert Flatten',
  edits: [{ edit: 'insertBefore', node, port, kind: flatten.kind, params: {}, input: 'x', output: 'y' }],
})
