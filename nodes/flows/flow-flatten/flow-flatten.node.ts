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
  summary: 'Lays all elements of a flow out in one row, and back.',
  keywords: ['reshape', 'vector', 'nice', 'fully connected'],
  fields: {
    shape: shapeField({
      title: 'Shape',
      help: 'Of one example before it, to which it goes back.',
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
          message: `Flow flatten is set to flows of ${expected}, but it receives one of ${received}.`,
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
