import * as tf from '@tensorflow/tfjs-core'
import type { SplitName } from '../../engine/data/dataset.ts'
import { createContext } from '../../engine/index.ts'
import { bindInputs } from '../program/bind-inputs.ts'
import type { DataFeed } from '../program/data-feed.ts'
import type { Model } from '../program/model.ts'
import { asTensor } from '../program/value-tensors.ts'

const batchSize = 1000

/** log p(x) of every example of a split in order, in nats. @throws Error when the model has no `logProb`. */
export async function logProbabilities(model: Model, feed: DataFeed, split: SplitName): Promise<Float32Array> {
  const { procedure, run } = model.procedure('logProb')
  const values: number[] = []
  let step = 0
  for (const batch of feed.evaluation(split, procedure, batchSize)) {
    const context = createContext({ seed: 0, step: step++, training: false })
    const tensor = tf.tidy(() =>
      tf.clone(asTensor(run(bindInputs(procedure, { data: batch }), context).outputs.logProb, 'logProb')),
    )
    values.push(...(await tensor.data()))
    tensor.dispose()
  }
  return Float32Array.from(values)
}
