import { defineNode } from '../../../src/graph/define.ts'
import { tensor } from '../../../src/graph/signals.ts'
import { couplingFields } from '../coupling/fields.ts'
import { partShapes } from '../coupling/masks.ts'
import { flowInput } from '../flow-ports.ts'

const { mask, swap } = couplingFields

export const couplingCondition = defineNode({
  kind: 'flows/coupling-condition',
  role: 'layer',
  family: 'flows',
  title: 'Coupling condition',
  version: 1,
  summary: 'The part of the flow that a coupling leaves unchanged.',
  hidden: true,
  fields: { mask, swap },
  inputs: flowInput,
  outputs: { h: { signal: 'tensor', title: 'h', help: 'What the network of the coupling sees.' } },
  infer: ({ params, inputs: { x } }) => ({
    outputs: { h: tensor(partShapes(params.mask, params.swap, x.shape).kept) },
  }),
  callParams: ['mask', 'swap'],
})
