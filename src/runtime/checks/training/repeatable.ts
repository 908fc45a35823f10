// The same seed and the same batch give the same numbers, to the last bit: a run repeats only if every draw comes from the
// run's seed.
import * as tf from '@tensorflow/tfjs-core'
import type { ProcedureName } from '../../../compiler/program/program.ts'
import { createContext } from '../../../engine/index.ts'
import type { DataFeed } from '../../program/data-feed.ts'
import type { Model } from '../../program/model.ts'
import { observerOf } from '../../program/observe.ts'
import { type Check, judge } from '../check.ts'
import { firstExamples } from '../examples.ts'

const check = 'repeatable'
const exampleCount = 16

export const repeatable: Check = async (model, feed, { seed }) => {
  const pass = () => model.program.phases.flatMap((phase) => record(model, feed, phase.procedure, seed))
  const [once, again] = [pass(), pass()]
  const differing = once.filter(({ values }, i) => !sameBits(values, again[i]?.values))
  const [first] = differing
  return [
    judge(
      { check, title: 'A step repeats', error: differing.length, tolerance: 0, unit: 'tensors', node: first?.node },
      `The same seed gives the same ${once.length} tensors twice.`,
      `With the same seed, ${first?.what} differs from one time to the next.`,
    ),
  ]
}

interface Recorded {
  readonly node: string
  readonly what: string
  readonly values: Float32Array
}

/** Everything that one pass in training computes, in order. */
function record(model: Model, feed: DataFeed, name: ProcedureName, seed: number): readonly Recorded[] {
  const all: Recorded[] = []
  const compiled = model.procedure(name)
  const inputs = firstExamples(feed, compiled.procedure, exampleCount)
  const observe = observerOf((tensor, node, what) => {
    all.push({ node, what, values: Float32Array.from(tensor.dataSync()) })
  })
  const contexts = createContext({ seed, step: 0, training: true })
  tf.tidy(() => void compiled.run(inputs, contexts, observe))
  tf.dispose(inputs)
  return all
}

const sameBits = (a: Float32Array, b: Float32Array | undefined): boolean =>
  a.length === b?.length && a.every((value, i) => Object.is(value, b[i]))
