import { defineNode } from '../../../src/graph/define.ts'
import type { PortProblem } from '../../../src/graph/problems.ts'
import { describeShape, sameShape, tensor } from '../../../src/graph/signals.ts'
import { growingInputs, joinedInputs, shownInputs } from '../growing-inputs.ts'

const outputs = { y: { signal: 'tensor', title: 'y', help: 'The sum, of the same shape.' } } as const

export const add = defineNode({
  kind: 'layers/add',
  role: 'layer',
  family: 'layers',
  title: 'Add',
  version: 1,
  summary: 'Adds tensors of the same shape, element by element.',
  keywords: ['sum', 'residual', 'skip connection', 'plus'],
  fields: {},
  inputs: growingInputs,
  outputs,
  ports: (_params, connectedInputs) => ({ inputs: shownInputs(connectedInputs), outputs }),
  infer({ inputs }) {
    const { shape } = inputs.x1
    const problems = joinedInputs(inputs)
      .filter(({ signal }) => !sameShape(signal.shape, shape))
      .map(
        ({ name, signal }): PortProblem => ({
          severity: 'error',
          code: 'shape-mismatch',
          port: name,
          message: `Add takes tensors of the same shape: x1 is ${describeShape(shape)}, but ${name} is ${describeShape(signal.shape)}.`,
          expected: describeShape(shape),
          received: describeShape(signal.shape),
        }),
      )
    return problems.length ? { outputs: {}, problems } : { outputs: { y: tensor(shape) } }
  },
  mixing: () => 'none',
  callParams: [],
  isIncremental: true,
})
