import { defineNetwork } from '../../../src/graph/define.ts'
import { choice, integer, layerStack } from '../../../src/graph/fields.ts'
import { dense } from '../../layers/dense/dense.node.ts'
import { addDense, addStack, startLine } from '../layer-stack.ts'

const gaussianOutputs = {
  mean: { signal: 'tensor', title: 'mean', help: 'Mean of each latent variable.' },
  logVariance: { signal: 'tensor', title: 'log-variance', help: 'Logarithm of the variance of each latent variable.' },
} as const
const featureOutputs = { y: { signal: 'tensor', title: 'y', help: 'The output of the last layer.' } } as const
const inputs = { x: { signal: 'tensor', title: 'x', help: 'The data, a vector or an image.' } } as const

export const encoder = defineNetwork({
  kind: 'networks/encoder',
  role: 'network',
  family: 'networks',
  title: 'Encoder',
  version: 1,
  summary: 'A stack of layers from data to a Gaussian over the latent, or to features.',
  keywords: ['inference network', 'recognition', 'posterior', 'stack', 'mlp', 'cnn'],
  fields: {
    layers: layerStack({
      title: 'Layers',
      help: 'The layers from the data. A dense layer flattens an image.',
      initial: [{ kind: dense.kind, params: { units: 400, activation: 'relu' } }],
    }),
    output: choice({
      title: 'Output',
      help: 'A Gaussian adds two linear heads to the layers, one for its mean and one for its log-variance.',
      initial: 'gaussian',
      choices: [
        { value: 'gaussian', title: 'Gaussian: mean and log-variance' },
        { value: 'features', title: 'Deterministic: the last layer' },
      ],
    }),
    latent: integer({
      title: 'Latent size',
      help: 'Number of latent variables.',
      initial: 20,
      min: 1,
      max: 4096,
      when: { field: 'output', is: 'gaussian' },
    }),
  },
  inputs,
  outputs: gaussianOutputs,
  ports: ({ output }) => ({ inputs, outputs: output === 'gaussian' ? gaussianOutputs : featureOutputs }),
  expand({ params, inputs: { x } }) {
    const stack = addStack(startLine('x', x), params.layers)
    if (params.output === 'features') return { calls: stack.calls, outputs: { y: stack.end } }
    const head = { units: params.latent, activation: 'linear' }
    const mean = addDense(stack, 'mean', head)
    const [meanCall] = mean.calls.slice(-1)
    const logVariance = meanCall ? [{ ...meanCall, name: 'logVariance' }] : []
    return {
      calls: [...mean.calls, ...logVariance],
      outputs: { mean: mean.end, logVariance: { call: 'logVariance', port: 'y' } },
    }
  },
})
