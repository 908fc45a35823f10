// How a gradient becomes a step: one parameter, its gradient and its slots in, new ones out.
// A slot is a tensor of the parameter's shape that the rule remembers between steps; all slots start at zero.
import * as tf from '@tensorflow/tfjs-core'

interface Adam {
  readonly optimiser: 'adam'
  readonly learningRate: number
  readonly beta1: number
  readonly beta2: number
  readonly epsilon: number
}

interface Sgd {
  readonly optimiser: 'sgd'
  readonly learningRate: number
  readonly momentum: number
}

interface RmsProp {
  readonly optimiser: 'rmsprop'
  readonly learningRate: number
  readonly decay: number
  readonly epsilon: number
}

/** An optimiser with its hyperparameters. */
export type OptimiserSettings = Adam | Sgd | RmsProp
type Slots = Readonly<Record<string, tf.Tensor>>

export interface Updated {
  readonly parameter: tf.Tensor
  readonly slots: Slots
}

/** The slots of each rule, in the order in which they are saved. */
export const slotNames: Readonly<Record<OptimiserSettings['optimiser'], readonly string[]>> = {
  adam: ['firstMoment', 'secondMoment'],
  sgd: ['velocity'],
  rmsprop: ['meanSquare'],
}

/**
 * @param step counts from 1.
 * @throws Error when a slot of `slotNames` is missing.
 */
export function updateParameter(
  settings: OptimiserSettings,
  parameter: tf.Tensor,
  gradient: tf.Tensor,
  slots: Slots,
  step: number,
): Updated {
  switch (settings.optimiser) {
    case 'adam':
      return adam(settings, parameter, gradient, slots, step)
    case 'sgd':
      return sgd(settings, parameter, gradient, slots)
    case 'rmsprop':
      return rmsProp(settings, parameter, gradient, slots)
    default:
      return settings satisfies never
  }
}

/** Kingma & Ba 2015, algorithm 1. */
function adam(settings: Adam, parameter: tf.Tensor, gradient: tf.Tensor, slots: Slots, step: number): Updated {
  const { learningRate, beta1, beta2, epsilon } = settings
  const firstMoment = average(slot(slots, 'firstMoment'), gradient, beta1)
  const secondMoment = average(slot(slots, 'secondMoment'), tf.square(gradient), beta2)
  const mean = tf.div(firstMoment, 1 - beta1 ** step)
  const square = tf.div(secondMoment, 1 - beta2 ** step)
  const change = tf.div(tf.mul(learningRate, mean), tf.add(tf.sqrt(square), epsilon))
  return { parameter: tf.sub(parameter, change), slots: { firstMoment, secondMoment } }
}

/** v = momentum v + g, θ = θ - rate v (Sutskever et al. 2013, eq. 1 and 2, with the rate outside of v). */
function sgd({ learningRate, momentum }: Sgd, parameter: tf.Tensor, gradient: tf.Tensor, slots: Slots): Updated {
  const velocity = tf.add(tf.mul(momentum, slot(slots, 'velocity')), gradient)
  return { parameter: tf.sub(parameter, tf.mul(learningRate, velocity)), slots: { velocity } }
}

/** s = decay s + (1 - decay) g², θ = θ - rate g / (sqrt(s) + ε) (Tieleman & Hinton 2012, lecture 6e). */
function rmsProp(settings: RmsProp, parameter: tf.Tensor, gradient: tf.Tensor, slots: Slots): Updated {
  const { learningRate, decay, epsilon } = settings
  const meanSquare = average(slot(slots, 'meanSquare'), tf.square(gradient), decay)
  const change = tf.div(tf.mul(learningRate, gradient), tf.add(tf.sqrt(meanSquare), epsilon))
  return { parameter: tf.sub(parameter, change), slots: { meanSquare } }
}

const average = (old: tf.Tensor, value: tf.Tensor, decay: number): tf.Tensor =>
  tf.add(tf.mul(decay, old), tf.mul(1 - decay, value))

function slot(slots: Slots, name: string): tf.Tensor {
  const value = slots[name]
  if (!value)
    throw new Error(`The optimiser needs the slot "${name}", but received ${Object.keys(slots).join(', ') || 'none'}`)
  return value
}
