import { defineNode } from '../../../src/graph/define.ts'
import { choice } from '../../../src/graph/fields.ts'
import { channelsPerElement, wrongChannels } from '../channels-per-element.ts'

export const categoricalLikelihood = defineNode({
  kind: 'stochastic/categorical-likelihood',
  role: 'distribution',
  family: 'stochastic',
  title: 'Categorical likelihood',
  version: 1,
  summary: 'Each element of the data is one of 2 or 256 levels, each with its own probability.',
  keywords: ['softmax', 'cross entropy', 'levels', 'discrete', 'pixels', '256'],
  fields: {
    levels: choice({
      title: 'Levels',
      help: 'Number of values that an element of the data can take.',
      initial: '256',
      choices: [
        { value: '2', title: '2 (binary)' },
        { value: '256', title: '256' },
      ],
    }),
  },
  inputs: {
    logits: {
      signal: 'tensor',
      title: 'logits',
      help: 'For each channel of the data one channel per level: unbounded real numbers.',
    },
  },
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data.' } },
  infer({ params, inputs: { logits } }) {
    const shape = channelsPerElement(logits.shape, Number(params.levels))
    const problem = wrongChannels('Categorical likelihood', 'logits', logits, Number(params.levels))
    if (!shape || problem) return { outputs: {}, problems: problem ? [problem] : [] }
    const range = params.levels === '2' ? 'binary' : 'levels256'
    return { outputs: { p: { signal: 'distribution', family: 'categorical', shape, range } } }
  },
  mixing: () => 'none',
  callParams: ['levels'],
  isIncremental: true,
})
