// Training problems detected from the curves, with suggestions.
import type { Program } from '../compiler/program/program.ts'
import type { MetricPoint } from '../engine/index.ts'
import { mainCurve } from './main-curve.ts'
import { measured } from './measured.ts'
import type { Curves } from './series.ts'

export interface Advice {
  readonly topic: 'divergence' | 'posterior collapse' | 'overfitting'
  readonly message: string
  readonly tries: readonly string[]
}

interface CurvesView {
  /** Training points of the objective, oldest first. */
  readonly train: readonly MetricPoint[]
  readonly validation: readonly MetricPoint[]
  /** Name of the objective's Kullback-Leibler term in nats, if it has one. */
  readonly divergence?: string
  /** Name of its reconstruction term. */
  readonly reconstruction?: string
}

/** Warnings from the main curve of a run of this Program. */
export function adviceFor(program: Program, train: Curves, validation: Curves): readonly Advice[] {
  const main = mainCurve(program)
  if (!main) return []
  return advise({
    train: train[main.phase]?.points ?? [],
    validation: validation[main.phase]?.points ?? [],
    ...(main.isVariational ? { divergence: 'kl', reconstruction: 'reconstruction' } : {}),
  })
}

/** As one paragraph. */
export const adviceInWords = ({ message, tries }: Advice): string => `${message} Try: ${tries.join('; ')}.`

export function advise(view: CurvesView): readonly Advice[] {
  return [divergence(view), posteriorCollapse(view), overfitting(view)].filter((advice) => advice !== undefined)
}

/** Points needed before a tail is meaningful. */
const enough = 40
/** Points averaged for the start and for the current value. */
const few = 10

/** The loss is worse than at the start: the steps are too large. */
function divergence({ train }: CurvesView): Advice | undefined {
  if (train.length < enough) return undefined
  const start = mean(train.slice(0, few), 'loss')
  const now = mean(train.slice(-few), 'loss')
  if (!(now > start + 0.05 * Math.abs(start))) return undefined
  return {
    topic: 'divergence',
    message: `Training diverges: the loss is ${measured(now)} nats and started at ${measured(start)}.`,
    tries: ['lower the learning rate, by a factor of ten to start with', 'use larger batches'],
  }
}

/** Total nats of all latent variables below which the code carries almost no information. */
const collapsed = 0.1

/** KL(q(z|x) || p(z)) near zero: the posterior has become the prior and the decoder ignores z (Bowman et al. 2016). */
function posteriorCollapse({ train, divergence, reconstruction }: CurvesView): Advice | undefined {
  if (divergence === undefined || reconstruction === undefined || train.length < enough) return undefined
  const tail = train.slice(Math.floor(train.length * 0.7))
  if (mean(tail, divergence) >= collapsed) return undefined
  const half = Math.floor(tail.length / 2)
  const before = mean(tail.slice(0, half), reconstruction)
  const after = mean(tail.slice(half), reconstruction)
  const isStill = Math.abs(after - before) <= 0.02 * Math.abs(before)
  if (!isStill) return undefined
  return {
    topic: 'posterior collapse',
    message: `The decoder ignores the latent: the KL term is only ${mean(tail, divergence).toFixed(3)} nats and the reconstruction no longer improves, so all samples will look alike.`,
    tries: [
      'lower β on the objective, or start with a small value',
      'give the encoder more capacity or a higher learning rate',
      'give the decoder less capacity, so that it needs the code',
    ],
  }
}

/** Validations needed after the best one before a rise counts. */
const patience = 4

function overfitting({ train, validation }: CurvesView): Advice | undefined {
  const losses = validation.flatMap(({ step, metrics }) =>
    metrics.loss !== undefined && Number.isFinite(metrics.loss) ? [{ step, loss: metrics.loss }] : [],
  )
  const best = losses.reduce<(typeof losses)[number] | undefined>(
    (low, point) => (low && low.loss <= point.loss ? low : point),
    undefined,
  )
  if (!best) return undefined
  const since = losses.filter(({ step }) => step > best.step)
  const risen = mean1(since.map(({ loss }) => loss)) - best.loss
  if (since.length < patience || risen <= 0.01 * Math.abs(best.loss)) return undefined
  const around = train.filter(({ step }) => step > best.step)
  const half = Math.floor(around.length / 2)
  if (half === 0 || mean(around.slice(half), 'loss') >= mean(around.slice(0, half), 'loss')) return undefined
  return {
    topic: 'overfitting',
    message: `The validation loss was best at step ${best.step} (${measured(best.loss)} nats) and has risen since, while the training loss falls: the model is starting to memorise its training examples.`,
    tries: [
      `stop at about step ${best.step}`,
      'use smaller networks or add dropout',
      'use dynamic binarisation, if the data node offers it',
    ],
  }
}

const mean1 = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const mean = (points: readonly MetricPoint[], metric: string): number =>
  mean1(points.map(({ metrics }) => metrics[metric] ?? Number.NaN))
