import { defineNode } from '../../../src/graph/define.ts'
import type { ExpandedCall, Expansion } from '../../../src/graph/definition.ts'
import type { Endpoint } from '../../../src/graph/document.ts'
import { choice } from '../../../src/graph/fields.ts'
import type { JsonObject } from '../../../src/graph/json.ts'
import type { Fix, Wish } from '../../../src/graph/problems.ts'
import { type ElementRange, tensor } from '../../../src/graph/signals.ts'

const activations = [
  { value: 'relu', title: 'ReLU' },
  { value: 'leakyRelu', title: 'Leaky ReLU' },
  { value: 'elu', title: 'ELU' },
  { value: 'softplus', title: 'Softplus' },
  { value: 'swish', title: 'Swish (SiLU)' },
  { value: 'tanh', title: 'tanh' },
  { value: 'sigmoid', title: 'Sigmoid' },
] as const

export type ActivationName = (typeof activations)[number]['value']

/** The field of a layer that may be followed by an activation. */
export const activationField = choice<ActivationName | 'linear'>({
  title: 'Activation',
  help: 'Applied to each element of the output.',
  initial: 'linear',
  choices: [{ value: 'linear', title: 'None (linear)' }, ...activations],
})

/** A layer with an activation expands to the linear layer followed by the activation, each with a single op. */
export function expandActivation(kind: string, params: JsonObject & { readonly activation: string }): Expansion | null {
  if (params.activation === 'linear') return null
  const calls: ExpandedCall[] = [
    { name: '', kind, params: { ...params, activation: 'linear' }, inputs: { x: { input: 'x' } } },
    {
      name: 'activation',
      kind: activation.kind,
      params: { function: params.activation },
      inputs: { x: { call: '', port: 'y' } },
    },
  ]
  return { calls, outputs: { y: { call: 'activation', port: 'y' } } }
}

/** For a layer with a field `activation`: without its final sigmoid the output is unbounded. */
export const withoutSigmoid = (
  { activation }: { readonly activation: string },
  { range }: Wish,
  { node }: Endpoint,
): Fix | undefined =>
  activation === 'sigmoid' && range === 'real'
    ? { title: takeOut, edits: [{ edit: 'setParam', node, field: 'activation', value: 'linear' }] }
    : undefined

export const takeOut = 'Remove the sigmoid'

const rangeAfter: Readonly<Record<ActivationName, ElementRange>> = {
  relu: 'real',
  leakyRelu: 'real',
  elu: 'real',
  softplus: 'real',
  swish: 'real',
  tanh: 'real',
  sigmoid: 'unit',
}

export const activation = defineNode({
  kind: 'layers/activation',
  role: 'layer',
  family: 'layers',
  title: 'Activation',
  version: 1,
  summary: 'A fixed nonlinearity on each element.',
  keywords: ['relu', 'sigmoid', 'tanh', 'elu', 'swish', 'nonlinearity'],
  fields: {
    function: choice<ActivationName>({
      title: 'Function',
      help: 'Sigmoid gives numbers from 0 to 1; the others are unbounded above or centred on zero.',
      initial: 'relu',
      choices: activations,
    }),
  },
  inputs: { x: { signal: 'tensor', title: 'x', help: 'Any tensor.' } },
  outputs: { y: { signal: 'tensor', title: 'y', help: 'The same shape.' } },
  infer: ({ params, inputs }) => ({ outputs: { y: tensor(inputs.x.shape, rangeAfter[params.function]) } }),
  mixing: () => 'none',
  granting: (params, { range }, { node }) =>
    params.function === 'sigmoid' && range === 'real'
      ? { title: takeOut, edits: [{ edit: 'removeNode', node, reconnect: true }] }
      : undefined,
  asTransform: ({ params }) =>
    params.function === 'sigmoid' ? { title: 'Flow sigmoid', kind: 'flows/sigmoid', params: {} } : undefined,
  callParams: ['function'],
  isIncremental: true,
})
