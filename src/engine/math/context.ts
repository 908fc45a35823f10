// What ops may know about a step of a run. Every draw has its own stream, named after the call and the draw's place in
// the call, so it depends on seed, name and step alone: not on what else the model draws, nor in which order.
import * as tf from '@tensorflow/tfjs-core'
import { type RandomStream, randomStream } from '../random/random-stream.ts'
import { type DeviceDraw, drawTensor } from './device-draws.ts'
import type { OpContext } from './op.ts'

/** What the random numbers of a step depend on. */
export interface StepSettings {
  /** An integer from 0 to 2³² - 1, as the step. */
  readonly seed: number
  readonly step: number
  readonly training: boolean
  /** Holds the step, for draws on a device that are made again with another number in it. */
  readonly counter?: tf.Tensor
  /**
   * What normal draws are multiplied by; 1 unless given. Below 1 samples are less varied and more typical
   * (Kingma & Dhariwal 2018, section 6: draws from a density in proportion to p(z)^(1 / T²)).
   */
  readonly temperature?: number
}

/** The context of a step, and of each call in it. */
export interface StepContext {
  /** The context of one call in this step. Its first draw is from the stream `name`, its k-th from `name#k`. */
  at(name: string): OpContext
  /** The same step for one of several applications of a function: each draws its own numbers. */
  within(application: string): StepContext
}

/** The name of a call's draws inside an application of a function; outside of any, its own. */
export const nameWithin = (application: string, call: string): string => (application ? `${application}/${call}` : call)

/** Random numbers that depend on seed, step and call alone. @param application names the function application that the calls belong to. */
export function createContext(settings: StepSettings, application = ''): StepContext {
  const { seed, step, training, counter, temperature = 1 } = settings
  return {
    within: (inner) => createContext(settings, nameWithin(application, inner)),
    at(call) {
      const name = nameWithin(application, call)
      let draws = 0
      const nextStream = (): RandomStream => {
        draws += 1
        return randomStream(seed, draws === 1 ? name : `${name}#${draws}`, step)
      }
      const draw = (kind: DeviceDraw) => (shape: readonly number[]) => drawTensor(kind, nextStream(), shape, counter)
      const normal = draw('normal')
      const tempered = (shape: readonly number[]) => tf.mul(normal(shape), temperature)
      return { training, normal: temperature === 1 ? normal : tempered, uniform: draw('uniform') }
    },
  }
}
