// Drawn element by element, each activation computed once, an autoregressive model gives what one pass through all of it
// gives: the draws are unchanged by a sweep with the same random numbers. Only the ancestral sample is (Song et al. 2021).
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure } from '../../../compiler/program/program.ts'
import { isOperation } from '../../../compiler/program/read-call.ts'
import { createContext } from '../../../engine/index.ts'
import { sizeOf } from '../../../graph/signals.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import { drawFromLine } from '../../evaluation/model-line.ts'
import type { Model } from '../../program/model.ts'
import { asTensor } from '../../program/value-tensors.ts'
import { judge } from '../check.ts'
import { numbersOf } from '../examples.ts'

/** Elements that are compared, where that takes no more examples than this. */
const enough = 4096
const mostExamples = 64
const fewestExamples = 4
/** Of a draw, by which it may differ through the order in which numbers are added up. */
const rounding = 1e-3
/** Share of the elements: where a random number lies next to the edge between two outcomes, rounding decides. */
const tolerance = 0.002

/** Nothing for a model that is not drawn from element by element. */
export async function drawsOneByOne(model: Model, seed: number): Promise<CheckResult | undefined> {
  const procedure = findProcedure(model.program, 'sample')
  const [[input, output] = []] = Object.entries(procedure?.repeat?.carries ?? {})
  const signal = procedure?.inputs.find(({ name }) => name === input)?.signal
  if (!procedure || input === undefined || output === undefined || signal?.signal !== 'tensor') return undefined
  const size = sizeOf(signal.shape)
  const count = Math.min(mostExamples, Math.max(fewestExamples, Math.ceil(enough / size)))
  const drawn = await drawFromLine(model, seed, count)
  if (!drawn) return undefined
  const swept = await numbersOf(
    tf.tidy(() => {
      const x = tf.tensor(drawn.values, [...drawn.shape])
      const { outputs } = model
        .procedure('sample')
        .run({ [input]: x }, createContext({ seed, step: 0, training: false }))
      return tf.clone(asTensor(outputs[output], output))
    }),
  )
  const differs = (value: number, i: number) => !(Math.abs(value - swept[i]!) <= rounding * (1 + Math.abs(value)))
  const unlike = drawn.values.filter(differs).length
  const node = procedure.calls.find((call) => isOperation(call, 'math/draw'))?.node
  const error = unlike / drawn.values.length
  return judge(
    {
      check: 'sampler',
      title: 'Draws one by one against a sweep',
      error,
      tolerance,
      unit: 'of the elements',
      node: error > tolerance ? node : undefined,
    },
    `${count} samples drawn element by element stay as they are in a pass through the whole model with the same random numbers.`,
    `${unlike} of ${drawn.values.length} elements drawn one by one differ from what a pass through the whole model gives with the same random numbers.`,
  )
}
