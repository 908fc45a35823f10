import { defineNetwork } from '../../../src/graph/define.ts'
import type { ExpandedCall, Reference } from '../../../src/graph/definition.ts'
import type { Endpoint } from '../../../src/graph/document.ts'
import { choice, integer, type ParamsOf, toggle } from '../../../src/graph/fields.ts'
import { hasOneNumberEach, rasterOrder } from '../../../src/graph/mixing.ts'
import type { Fix, Wish } from '../../../src/graph/problems.ts'
import { type Shape, sizeOf, type TensorSignal } from '../../../src/graph/signals.ts'
import { type ActivationName, activation, activationField } from '../../layers/activation/activation.node.ts'
import { flatten } from '../../layers/flatten/flatten.node.ts'
import { levelsToUnit, rescale } from '../../layers/rescale/rescale.node.ts'
import { reshape } from '../../layers/reshape/reshape.node.ts'
import { maskedDense } from '../masked-dense/masked-dense.node.ts'
import { maskFields } from './fields.ts'

const inputs = { x: { signal: 'tensor', title: 'x', help: 'The data, of any shape.' } } as const
const y = {
  signal: 'tensor',
  title: 'y',
  help: 'The parameters of the distribution of each element given the previous ones, typically logits.',
} as const
const gaussianOutputs = {
  mean: { signal: 'tensor', title: 'mean', help: 'The parameter of each element, given the previous ones.' },
  logVariance: {
    signal: 'tensor',
    title: 'log-variance',
    help: 'The parameter of each element, given the previous ones.',
  },
} as const

const fields = {
  ...maskFields,
  activation: {
    ...activationField,
    help: 'Applied after each hidden layer.',
    initial: 'relu' as ActivationName | 'linear',
  },
  direct: toggle({
    title: 'Direct connections',
    help: 'Each output also sees the previous elements directly, bypassing the hidden layers.',
    initial: false,
  }),
  output: choice({
    title: 'Output',
    help: 'The outputs for each element: one number, a Gaussian, or several numbers.',
    initial: 'one',
    choices: [
      { value: 'one', title: 'One number' },
      { value: 'gaussian', title: 'Gaussian: mean and log-variance' },
      { value: 'several', title: 'Several numbers' },
    ],
  }),
  outputs: integer({
    title: 'Numbers',
    help: 'Numbers for each element, side by side on the last axis: 256 for 256 levels.',
    initial: 256,
    min: 2,
    max: 4096,
    when: { field: 'output', is: 'several' },
  }),
} as const

export const made = defineNetwork({
  kind: 'masked/made',
  role: 'network',
  family: 'masked',
  title: 'MADE',
  version: 1,
  summary: 'A masked autoencoder: gives the distribution of each element given the previous ones, in one pass.',
  keywords: ['masked autoencoder', 'autoregressive', 'nade', 'eonade', 'fvbn', 'order-agnostic', 'density'],
  fields,
  inputs,
  outputs: { y },
  ports: ({ output }) => ({ inputs, outputs: output === 'gaussian' ? gaussianOutputs : { y } }),
  granting: withNumbers,
  expand({ params, inputs: { x } }) {
    const start = dataLine(x)
    const hidden = hiddenLine(params, sizeOf(x.shape), start.end)
    const heads: readonly (readonly [port: string, call: string])[] =
      params.output === 'gaussian'
        ? [
            ['mean', 'mean'],
            ['logVariance', 'logVariance'],
          ]
        : [['y', 'output']]
    const outputs = params.output === 'several' ? params.outputs : 1
    const shape = outputShape(params.masks, x.shape, outputs)
    const ends = heads.map(([port, name]) => {
      const calls = headLine(name, params, x, outputs, start.end, hidden.end, shape)
      return { port, calls, end: { call: calls.at(-1)?.name ?? name, port: 'y' } }
    })
    return {
      calls: [...start.calls, ...hidden.calls, ...ends.flatMap(({ calls }) => calls)],
      outputs: Object.fromEntries(ends.map(({ port, end }) => [port, end])),
    }
  },
  mixing({ params: { order, sequence, seed }, inputs: { x } }) {
    const more = { natural: '', reversed: '', random: ` ${seed}`, chosen: ` ${sequence.join()}` }[order]
    return {
      reach: 'strict',
      order: order === 'natural' ? rasterOrder : `${order}${more} of ${sizeOf(x.shape)}`,
      ordersChannels: !hasOneNumberEach(x.shape),
    }
  },
})

type Params = ParamsOf<typeof fields>

interface Line {
  readonly calls: readonly ExpandedCall[]
  readonly end: Reference
}

/** The data as a vector of numbers of about unit size. */
function dataLine({ shape, range }: TensorSignal): Line {
  const steps = [
    ...(range === 'levels256' ? [{ name: 'rescale', kind: rescale.kind, params: levelsToUnit }] : []),
    ...(shape.length === 1 ? [] : [{ name: 'flatten', kind: flatten.kind, params: {} }]),
  ]
  let end: Reference = { input: 'x' }
  const calls = steps.map((step): ExpandedCall => {
    const call = { ...step, inputs: { x: end } }
    end = { call: step.name, port: 'y' }
    return call
  })
  return { calls, end }
}

const layerParams = ({ hidden, order, sequence, masks, seed }: Params, inputs: number, layer: number) => ({
  hidden,
  order,
  sequence,
  masks,
  seed,
  inputs,
  layer,
})

function hiddenLine(params: Params, inputs: number, start: Reference): Line {
  let end = start
  const calls = params.hidden.flatMap((_, i): ExpandedCall[] => {
    const name = `hidden${i + 1}`
    const layer = { name, kind: maskedDense.kind, params: layerParams(params, inputs, i + 1), inputs: { x: end } }
    end = { call: name, port: 'y' }
    if (params.activation === 'linear') return [layer]
    const nonlinearity = {
      name: `activation${i + 1}`,
      kind: activation.kind,
      params: { function: params.activation },
      inputs: { x: end },
    }
    end = { call: nonlinearity.name, port: 'y' }
    return [layer, nonlinearity]
  })
  return { calls, end }
}

function headLine(
  name: string,
  params: Params,
  x: TensorSignal,
  outputs: number,
  data: Reference,
  below: Reference,
  shape: Shape,
): readonly ExpandedCall[] {
  const { direct, hidden, masks } = params
  const isDirect = direct && hidden.length > 0
  const head: ExpandedCall = {
    name,
    kind: maskedDense.kind,
    params: { ...layerParams(params, sizeOf(x.shape), hidden.length + 1), outputs, direct: isDirect },
    inputs: { x: below, ...(isDirect ? { data } : {}) },
  }
  if (x.shape.length === 1 && masks === 1) return [head]
  const laidOut = { name: `${name}Shape`, kind: reshape.kind, params: { shape } }
  return [head, { ...laidOut, inputs: { x: { call: name, port: 'y' } } }]
}

/** The shape of the data, with the last axis multiplied by the outputs per element, after an axis for the masks if there are
 * several. */
function outputShape(masks: number, shape: Shape, outputs: number): Shape {
  const channels = shape.at(-1)
  const each = channels === undefined ? [outputs] : [...shape.slice(0, -1), channels * outputs]
  const isScalar = channels === undefined && outputs === 1
  return [...(masks === 1 ? [] : [masks]), ...(isScalar ? [] : each)]
}

/** Sets the numbers per element to the wanted count. */
function withNumbers(
  { output }: ParamsOf<typeof fields>,
  { numbersPerElement: wanted }: Wish,
  { node }: Endpoint,
): Fix | undefined {
  if (output === 'gaussian' || wanted === undefined) return undefined
  const set = (field: string, value: string | number) => ({ edit: 'setParam', node, field, value }) as const
  return { title: `Output ${wanted} numbers`, edits: [set('output', 'several'), set('outputs', wanted)] }
}
