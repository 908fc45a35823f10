import { defineNode } from '../../../src/graph/define.ts'
import { type DistributionFamily, describeSignal } from '../../../src/graph/signals.ts'

/** Families whose parameters can differ between components. */
const conditional: readonly DistributionFamily[] = [
  'normal',
  'bernoulli',
  'categorical',
  'logisticMixture',
  'discretisedLogisticMixture',
]

export const equalMixture = defineNode({
  kind: 'stochastic/equal-mixture',
  role: 'distribution',
  family: 'stochastic',
  title: 'Equal mixture',
  version: 1,
  summary: 'A mixture of several distributions of the data with equal weights.',
  keywords: ['ensemble', 'average', 'orderings', 'made', 'eonade', 'masks'],
  fields: {},
  inputs: {
    components: {
      signal: 'distribution',
      title: 'components',
      help: 'A likelihood whose first axis runs over the components.',
    },
  },
  outputs: { p: { signal: 'distribution', title: 'p', help: 'The distribution of the data, without that axis.' } },
  infer({ inputs: { components } }) {
    const { shape, family, range } = components
    if (shape !== 'any' && shape.length > 0 && conditional.includes(family)) {
      return { outputs: { p: { signal: 'distribution', family: 'mixture', shape: shape.slice(1), range } } }
    }
    return {
      outputs: {},
      problems: [
        {
          severity: 'error',
          code: 'no-components',
          port: 'components',
          message: `Equal mixture takes a likelihood whose first axis runs over the components, but it receives ${describeSignal(components)}.`,
          expected: 'a likelihood over components × data',
          received: describeSignal(components),
        },
      ],
    }
  },
  mixing: () => 'none',
  callParams: [],
  isIncremental: true,
})
