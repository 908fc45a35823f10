import { defineTransform } from '../../../src/graph/define.ts'
import { shapeField } from '../../../src/graph/fields.ts'
import { describeShape, flow, sameShape, sizeOf } from '../../../src/graph/signals.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'

export const flowFlatten = defineTransform({
  kind: 'flows/flow-flatten',
  role: 'transform',
  family: 'flows',
  title: 'Flow flatten',
  version: 1,
  summary: 'Reshapes a flow to a vector, and back.',
  keywords: ['reshape', 'vector', 'nice', 'fully connected'],
  fields: {
    shape: shapeField({
      title: 'Shape',
      help: 'Shape of one example before flattening, which the inverse restores.',
      initial: [28, 28, 1],
    }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, params: { shape }, inputs: { x } }) {
    if (sameShape(shape, x.shape)) return { outputs: { y: flow([sizeOf(x.shape)], x.range) } }
    const [expected, received] = [describeShape(shape), describeShape(x.shape)]
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'shape-mismatch',
          port: 'x',
          field: 'shape',
          message: `Flow flatten is set to the shape ${expected}, but it receives a flow of ${received}.`,
          expected,
          received,
          fixes: [
            {
              title: `Set shape to ${received}`,
              edits: [{ edit: 'setParam', node, field: 'shape', value: x.shape }],
            },
          ],
        },
      ],
    }
  },
  callParams: ['shape'],
})
