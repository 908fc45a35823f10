import { defineTransform } from '../../../src/graph/define.ts'
import { real } from '../../../src/graph/fields.ts'
import { describeRange, flow } from '../../../src/graph/signals.ts'
import { checkContinuous } from '../continuous.ts'
import { flowInput, flowOutput } from '../flow-ports.ts'

export const logit = defineTransform({
  kind: 'flows/logit',
  role: 'transform',
  family: 'flows',
  title: 'Logit',
  version: 1,
  summary: 'Maps numbers between 0 and 1 to the whole real line.',
  keywords: ['preprocessing', 'pixels', 'inverse sigmoid', 'realnvp', 'maf'],
  fields: {
    alpha: real({
      title: 'α',
      help: 'Numbers are first moved into α…1 - α, away from the ends, where the logit is infinite.',
      initial: 0.05,
      min: 0.0001,
      max: 0.49,
    }),
  },
  inputs: flowInput,
  outputs: flowOutput,
  infer({ node, inputs: { x } }) {
    if (x.range === 'unit') return { outputs: { y: flow(x.shape) } }
    const discrete = checkContinuous(node, 'Logit', x)
    if (discrete.length) return { outputs: {}, problems: discrete }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'range-mismatch',
          port: 'x',
          message:
            'Logit takes numbers between 0 and 1, such as the output of Dequantise, but the flow carries unbounded real numbers.',
          expected: describeRange('unit'),
          received: describeRange(x.range),
        },
      ],
    }
  },
  callParams: ['alpha'],
})
