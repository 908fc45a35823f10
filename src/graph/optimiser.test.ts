import { expect, test } from 'vitest'
import { initialParams, parseParams } from './fields.ts'
import { optimiserFields, optimiserFieldsOf, readOptimiser, readOptimiserOf } from './optimiser.ts'

const critic = optimiserFieldsOf('critic', 'Critic', { learningRate: 0.0002, beta1: 0.5 })

test('the fields of one of several optimisers are the usual ones with distinct names', () => {
  expect(Object.keys(critic)).toEqual([
    'criticOptimiser',
    'criticLearningRate',
    'criticBeta1',
    'criticBeta2',
    'criticMomentum',
    'criticDecay',
  ])
  expect(Object.values(critic).map(({ title }) => title)).toEqual([
    'Critic: optimiser',
    'Critic: learning rate',
    'Critic: β₁',
    'Critic: β₂',
    'Critic: momentum',
    'Critic: decay',
  ])
  expect(critic.criticMomentum).toMatchObject({ when: { field: 'criticOptimiser', is: 'sgd' } })
})

test('given initial values override the usual ones', () => {
  const settings = readOptimiserOf('critic', initialParams(critic))
  const usual = readOptimiser(initialParams(optimiserFields))
  expect(settings).toEqual({ ...usual, learningRate: 0.0002, beta1: 0.5 })
})

test('they are read as the usual ones are', () => {
  const { params, faults } = parseParams(critic, {
    criticOptimiser: 'sgd',
    criticLearningRate: 0.1,
    criticMomentum: 0.4,
  })
  expect(faults).toEqual([])
  expect(readOptimiserOf('critic', params)).toEqual({ optimiser: 'sgd', learningRate: 0.1, momentum: 0.4 })
  expect(parseParams(critic, { criticBeta1: 2 }).faults).toHaveLength(1)
})
