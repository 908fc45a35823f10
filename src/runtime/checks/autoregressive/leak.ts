// An autoregressive model is one only if some order of the elements exists in which each is read by later ones alone: the
// relation of which element reads which has no cycle, and no element reads itself. No order is assumed; it is found.
import * as tf from '@tensorflow/tfjs-core'
import { findProcedure, type Procedure, type ValueName } from '../../../compiler/program/program.ts'
import { isOperation } from '../../../compiler/program/read-call.ts'
import type { CheckResult } from '../../../protocol/messages.ts'
import type { Model } from '../../program/model.ts'
import { asDistribution, asTensor } from '../../program/value-tensors.ts'
import { type Check, judge, skip } from '../check.ts'
import { alikeInEveryRow } from '../check-contexts.ts'
import { callGiving, cut, valuesOf } from '../cut-procedure.ts'
import { exampleInput, firstExamples, shapeOf } from '../examples.ts'
import { type Conditionals, dependenciesByGradient, dependenciesByMoving, type Relation } from './dependencies.ts'
import { findOrder, type OrderFinding } from './order.ts'

const check = 'autoregressive-leak'
/** Relations of more elements take too long to find. */
const sizeLimit = 1024
const exampleCount = 2

export const autoregressiveLeak: Check = async (model, feed, { seed }) => {
  const procedure = findProcedure(model.program, 'logProb')
  const score = procedure?.calls.findLast((call) => isOperation(call, 'math/log-prob'))
  const input = procedure && exampleInput(procedure)
  const p = score?.inputs.p
  if (!procedure || p === undefined) return [skip(check, 'Autoregressive leak', 'This model is not autoregressive.')]
  if (!input) return [skip(check, 'Autoregressive leak', 'The density depends on more than the example.')]
  const shape = shapeOf(input)
  const size = shape.reduce((product, extent) => product * extent, 1)
  if (size > sizeLimit)
    return [skip(check, 'Autoregressive leak', `An example has ${size} elements, too many to try one by one.`)]
  // Transforms of the data before x may mix elements as they like.
  const observed = valuesOf(procedure).get(score?.inputs.x ?? '') ?? input
  const { run } = model.compile(cut(procedure, [observed], { p }))
  const conditionals: Conditionals = (x) =>
    asDistribution(run({ [observed.name]: x }, alikeInEveryRow(seed)).outputs.p, p)
  const node = callGiving(procedure, p)?.node
  const examples = examplesOf(model, procedure, observed.name, firstExamples(feed, procedure, exampleCount), seed)
  try {
    const byMoving = await overExamples(examples, (example) => dependenciesByMoving(conditionals, example))
    const byGradient = await overExamples(examples, (example) => dependenciesByGradient(conditionals, example))
    const judged = (title: string, relations: readonly Relation[], how: string) =>
      judgeRelations(title, relations, shape, how, node)
    return [
      judged(
        'No leak, by moving elements',
        byMoving,
        'Adding 1000 to an element changes no bit of what comes before it.',
      ),
      judged('No leak, by gradient', byGradient, 'No parameter has a slope along an element that comes after it.'),
    ]
  } finally {
    examples.dispose()
  }
}

/** What a density takes for x on some examples, whose tensors are given up. */
function examplesOf(
  model: Model,
  procedure: Procedure,
  observed: ValueName,
  inputs: Readonly<Record<string, tf.Tensor | number>>,
  seed: number,
): tf.Tensor {
  const { run } = model.compile(cut(procedure, [], { x: observed }))
  try {
    return tf.tidy(() => tf.clone(asTensor(run(inputs, alikeInEveryRow(seed)).outputs.x, observed)))
  } finally {
    tf.dispose(inputs)
  }
}

function judgeRelations(
  title: string,
  relations: readonly Relation[],
  shape: readonly number[],
  how: string,
  node: string | undefined,
): CheckResult {
  const findings = relations.map(findOrder)
  const worst = findings.toSorted((a, b) => b.inCircles - a.inCircles)[0]
  const error = worst?.inCircles ?? 0
  const size = shape.reduce((product, extent) => product * extent, 1)
  return judge(
    { check, title, error, tolerance: 0, unit: 'elements', node: error > 0 ? node : undefined },
    `${how} ${coverage(findings, size)}`,
    `${leakInWords(worst, shape)} So the product of the conditionals is not a density.`,
  )
}

function leakInWords(finding: OrderFinding | undefined, shape: readonly number[]): string {
  const [element, read] = finding?.example ?? [0, 0]
  const [a, b] = [place(element, shape), place(read, shape)]
  if (element === read) return `The distribution of element ${a} depends on that element itself.`
  return `The distribution of element ${a} depends on element ${b}, and in the end also the other way round.`
}

/** Not a fault, but worth knowing: an element that reads nothing though others come before it. */
function coverage(findings: readonly OrderFinding[], size: number): string {
  const pairs = findings.reduce((sum, one) => sum + one.pairs, 0) / findings.length
  const most = (size * (size - 1)) / 2
  const [first] = findings
  if (size < 2 || !first) return ''
  const share = `${Math.round((100 * pairs) / most)} % of all pairs`
  const idle = Math.max(first.unreading - 1, 0) + Math.max(first.unread - 1, 0)
  return pairs === most
    ? 'Every element reads all those before it.'
    : `Elements read ${share}${idle ? `; ${first.unreading} read none, ${first.unread} are read by none` : ''}.`
}

const place = (index: number, shape: readonly number[]): string => {
  const coordinates = shape.map((extent, axis) => {
    const below = shape.slice(axis + 1).reduce((product, one) => product * one, 1)
    return Math.floor(index / below) % extent
  })
  return shape.length === 1 ? String(index) : `(${coordinates.join(', ')})`
}

/** What is read at any of the examples. */
async function overExamples(
  examples: tf.Tensor,
  find: (example: tf.Tensor) => Promise<Relation[]>,
): Promise<Relation[]> {
  let together: Relation[] = []
  for (let i = 0; i < (examples.shape[0] ?? 0); i++) {
    const example = tf.tidy(() => tf.slice(examples, i, 1))
    const found = await find(example)
    example.dispose()
    together = found.map(({ size, reads }, component) => {
      const before = together[component]?.reads
      return { size, reads: reads.map((read, at) => read | (before?.[at] ?? 0)) }
    })
  }
  return together
}
