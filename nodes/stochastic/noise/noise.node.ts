import { defineNoise } from '../../../src/graph/define.ts'
import { choice, real, shapeField, toggle } from '../../../src/graph/fields.ts'
import { sizeOf, tensor } from '../../../src/graph/signals.ts'

const uniformOnly = { field: 'distribution', is: 'uniform' }

export const noise = defineNoise({
  kind: 'stochastic/noise',
  role: 'distribution',
  family: 'stochastic',
  title: 'Noise',
  version: 1,
  summary: 'Independent random numbers for each example, the input of a generator.',
  keywords: ['random', 'latent', 'gaussian', 'uniform', 'prior', 'z', 'gan'],
  fields: {
    shape: shapeField({ title: 'Shape', help: 'Shape of the noise for one example.', initial: [64] }),
    distribution: choice({
      title: 'Distribution',
      help: 'Distribution of each number, independent of the others.',
      initial: 'gaussian',
      choices: [
        { value: 'gaussian', title: 'Gaussian N(0, 1)' },
        { value: 'uniform', title: 'Uniform' },
      ],
    }),
    low: real({ title: 'Low', help: 'Smallest number.', initial: -1, min: -1000, max: 1000, when: uniformOnly }),
    high: real({ title: 'High', help: 'Largest number.', initial: 1, min: -1000, max: 1000, when: uniformOnly }),
    stratified: toggle({
      title: 'Stratified',
      help: 'Divides the interval into one equal part per example and draws one number in each.',
      initial: false,
      when: uniformOnly,
    }),
  },
  inputs: {},
  outputs: { z: { signal: 'tensor', title: 'z', help: 'The noise.' } },
  infer({ node, params: { shape, distribution, low, high, stratified } }) {
    const outputs = { z: tensor(shape) }
    if (distribution !== 'uniform') return { outputs }
    if (low >= high) {
      return {
        outputs: {},
        problems: [
          {
            severity: 'error',
            code: 'empty-interval',
            field: 'high',
            message: `Noise from ${low} to ${high} is empty: the largest number must be greater than the smallest.`,
            expected: `more than ${low}`,
            received: String(high),
            fixes: [
              {
                title: 'Reset the interval',
                edits: [
                  { edit: 'resetParam', node, field: 'low' },
                  { edit: 'resetParam', node, field: 'high' },
                ],
              },
            ],
          },
        ],
      }
    }
    if (stratified && sizeOf(shape) > 1) {
      return {
        outputs: {},
        problems: [
          {
            severity: 'error',
            code: 'stratified-vector',
            field: 'stratified',
            message:
              'Stratified noise is one number per example; several numbers would be perfectly correlated across the batch.',
            expected: '1 number',
            received: `${sizeOf(shape)} numbers`,
            fixes: [
              { title: 'Draw without strata', edits: [{ edit: 'setParam', node, field: 'stratified', value: false }] },
              { title: 'Make it one number', edits: [{ edit: 'setParam', node, field: 'shape', value: [1] }] },
            ],
          },
        ],
      }
    }
    return { outputs }
  },
  callParams: ['shape', 'distribution', 'low', 'high', 'stratified'],
  usesContext: true,
})
