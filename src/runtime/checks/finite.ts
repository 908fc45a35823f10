// No procedure gives anything but numbers on a batch of data.
import * as tf from '@tensorflow/tfjs-core'
import { type Giver, giverOf, type Procedure } from '../../compiler/program/program.ts'
import { type Culprit, createContext, firstNonFinite } from '../../engine/index.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { observerOf } from '../program/observe.ts'
import { type Check, judge } from './check.ts'
import { firstExamples } from './examples.ts'

const check = 'finite'
const exampleCount = 32

export const finite: Check = async (model, feed, { seed }) => {
  const faults: Culprit[] = []
  let seen = 0
  for (const procedure of model.program.procedures.filter(isReady)) {
    for (const training of procedure.name.startsWith('objective/') ? [false, true] : [false]) {
      const found = await inspect(model, feed, procedure, seed, training)
      seen += found.seen
      if (found.fault) faults.push(found.fault)
    }
  }
  const [first] = faults
  return [
    judge(
      { check, title: 'Nothing but numbers', error: faults.length, tolerance: 0, unit: 'faults', node: first?.owner },
      `All ${seen} tensors of every procedure are finite on a batch of data.`,
      `${first?.what} is not finite.`,
    ),
  ]
}

/** Whether a batch of data gives all that it takes. */
const isReady = (procedure: Procedure): boolean =>
  procedure.inputs.every((input) => isGivenByData[giverOf(procedure, input).by])

const isGivenByData: Readonly<Record<Giver['by'], boolean>> = {
  data: true,
  count: true,
  repetition: true,
  condition: false,
  caller: false,
}

async function inspect(
  model: Model,
  feed: DataFeed,
  procedure: Procedure,
  seed: number,
  training: boolean,
): Promise<{ readonly seen: number; readonly fault: Culprit | undefined }> {
  const inputs = firstExamples(feed, procedure, exampleCount)
  let seen = 0
  const fault = await firstNonFinite((probe) => {
    const observe = observerOf((...one) => {
      seen++
      probe(...one)
    })
    const contexts = createContext({ seed, step: 0, training })
    tf.tidy(() => void model.procedure(procedure.name).run(inputs, contexts, observe))
  })
  tf.dispose(inputs)
  return { seen, fault }
}
