// Where numbers first are not finite in an evaluation: in the weights, or in what a procedure computes with them.
import * as tf from '@tensorflow/tfjs-core'
import type { ProcedureName } from '../../compiler/program/program.ts'
import type { SplitName } from '../../engine/data/dataset.ts'
import { type Culprit, firstNonFinite } from '../../engine/index.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { observerOf } from '../program/observe.ts'
import { evaluationSteps } from './evaluation.ts'

/** Undefined where every number is finite. */
export async function findNonFiniteOn(
  model: Model,
  feed: DataFeed,
  split: SplitName,
  procedures: readonly ProcedureName[],
): Promise<Culprit | undefined> {
  const weight = await firstNonFinite((probe) => {
    for (const { name, node } of model.program.parameters) probe(model.parameters.get(name), node, `the weight ${name}`)
  })
  if (weight) return weight
  for (const name of procedures) {
    const { procedure, run } = model.procedure(name)
    for (const { batch, contexts } of evaluationSteps(feed, split, procedure)) {
      const culprit = await firstNonFinite((probe) =>
        tf.tidy(() => void run(bindInputs(procedure, { data: batch }), contexts, observerOf(probe))),
      )
      if (culprit) return culprit
    }
  }
  return undefined
}
