// The optimiser of an objective: fields of the objective's node, and their reading.
import { choice, real } from './fields.ts'

export type OptimiserSettings =
  | {
      readonly optimiser: 'adam'
      readonly learningRate: number
      readonly beta1: number
      readonly beta2: number
      readonly epsilon: number
    }
  | { readonly optimiser: 'sgd'; readonly learningRate: number; readonly momentum: number }
  | { readonly optimiser: 'rmsprop'; readonly learningRate: number; readonly decay: number; readonly epsilon: number }

export const optimiserFields = {
  optimiser: choice({
    title: 'Optimiser',
    help: 'How a gradient becomes a step. Adam adapts the step to each weight.',
    initial: 'adam',
    choices: [
      { value: 'adam', title: 'Adam' },
      { value: 'sgd', title: 'SGD with momentum' },
      { value: 'rmsprop', title: 'RMSProp' },
    ],
  }),
  learningRate: real({ title: 'Learning rate', help: 'Size of a step.', initial: 0.001, min: 1e-8, max: 10 }),
  beta1: real({
    title: 'β₁',
    help: 'Memory of the mean gradient.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'adam' },
  }),
  beta2: real({
    title: 'β₂',
    help: 'Memory of the squared gradient.',
    initial: 0.999,
    min: 0,
    max: 0.99999,
    when: { field: 'optimiser', is: 'adam' },
  }),
  momentum: real({
    title: 'Momentum',
    help: 'Share of the last step that is kept.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'sgd' },
  }),
  decay: real({
    title: 'Decay',
    help: 'Memory of the squared gradient.',
    initial: 0.9,
    min: 0,
    max: 0.9999,
    when: { field: 'optimiser', is: 'rmsprop' },
  }),
} as const

interface OptimiserParams {
  readonly optimiser: OptimiserSettings['optimiser']
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly momentum: number
  readonly decay: number
}

const epsilon = 1e-8

export function readOptimiser(params: OptimiserParams): OptimiserSettings {
  const { optimiser, learningRate, beta1, beta2, momentum, decay } = params
  switch (optimiser) {
    case 'adam':
      return { optimiser, learningRate, beta1, beta2, epsilon }
    case 'sgd':
      return { optimiser, learningRate, momentum }
    case 'rmsprop':
      return { optimiser, learningRate, decay, epsilon }
    default:
      return optimiser satisfies never
  }
}
