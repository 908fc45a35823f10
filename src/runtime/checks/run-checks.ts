// All checks of a model, on a copy of it: with the given weights, and with randomly perturbed weights, because
// what starts as zeros hides faults. Of the two answers the worse one counts.

import type { Program } from '../../compiler/program/program.ts'
import type { NamedTensors } from '../../engine/index.ts'
import { messageOf } from '../../engine/text/message-of.ts'
import type { CheckResult } from '../../protocol/messages.ts'
import type { Ops } from '../op-of.ts'
import type { DataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { NodeError } from '../program/node-error.ts'
import { autoregressiveLeak } from './autoregressive/leak.ts'
import type { Check, CheckOptions } from './check.ts'
import { bits } from './density/bits.ts'
import { bounds } from './density/bounds.ts'
import { dependence } from './density/dependence.ts'
import { entropies } from './density/entropies.ts'
import { levels } from './density/levels.ts'
import { normalisation } from './density/normalisation.ts'
import { sampler } from './density/sampler.ts'
import { finite } from './finite.ts'
import { firstBatch } from './flow/first-batch.ts'
import { logDeterminant } from './flow/log-determinant.ts'
import { roundTrip } from './flow/round-trip.ts'
import { moveWeights } from './moved-weights.ts'
import { game } from './training/game.ts'
import { gradients } from './training/gradients.ts'
import { ownership } from './training/ownership.ts'
import { repeatable } from './training/repeatable.ts'

/** In the order in which they are run and shown, cheap ones first. */
const checks: Readonly<Record<string, Check>> = {
  finite,
  repeatable,
  ownership,
  game,
  dependence,
  gradient: gradients,
  'first-batch': firstBatch,
  'round-trip': roundTrip,
  'log-determinant': logDeterminant,
  'autoregressive-leak': autoregressiveLeak,
  levels,
  bits,
  normalisation,
  sampler,
  entropy: entropies,
  bound: bounds,
}

export interface ChecksRun extends CheckOptions {
  readonly program: Program
  readonly ops: Ops
  readonly feed: DataFeed
  /** Weights and state to check with; without them those of the start. */
  readonly tensors?: NamedTensors | undefined
  /** Told after each check. */
  onChecked(results: readonly CheckResult[], done: number, total: number): void
  /** Asked before each check; once it says no, nothing more is run. */
  isWanted?(): boolean
  /** Lets others have their turn between checks. */
  breathe?(): Promise<void>
}

/** @throws Error when the tensors are not those of the Program. */
export async function runChecks(run: ChecksRun): Promise<CheckResult[]> {
  const model = createModel(run.program, run.ops)
  const all: CheckResult[] = []
  const total = Object.keys(checks).length
  try {
    if (run.tensors) model.parameters.load(run.tensors)
    const given = await model.parameters.save()
    for (const [index, [name, check]] of Object.entries(checks).entries()) {
      await run.breathe?.()
      if (run.isWanted?.() === false) break
      const asGiven = await answersOf(name, () => check(model, run.feed, run))
      model.parameters.load(given)
      const moved = await answersOf(name, () => {
        moveWeights(model, run.feed, run.seed)
        return check(model, run.feed, run)
      })
      model.parameters.load(given)
      const results = together(asGiven, moved)
      all.push(...results)
      run.onChecked(results, index + 1, total)
    }
    return all
  } finally {
    model.dispose()
  }
}

/** A check that breaks off has not passed, whatever the reason. */
async function answersOf(name: string, ask: () => Promise<CheckResult[]>): Promise<CheckResult[]> {
  try {
    return await ask()
  } catch (error) {
    const node = error instanceof NodeError ? error.node : undefined
    return [
      {
        check: name,
        title: name,
        outcome: 'failed',
        ...(node !== undefined && { node }),
        sentence: `This could not be computed: ${messageOf(error)}`,
      },
    ]
  }
}

/** For each title the failures of either, else the answer that came nearer to failing. */
function together(asGiven: readonly CheckResult[], moved: readonly CheckResult[]): CheckResult[] {
  const titles = [...new Set([...asGiven, ...moved].map(({ title }) => title))]
  return titles.flatMap((title) => {
    const of = (results: readonly CheckResult[]) => results.filter((one) => one.title === title)
    const failed = [
      ...failures(of(asGiven), 'With the weights as they are'),
      ...failures(of(moved), 'With weights moved at random'),
    ]
    if (failed.length) return failed.filter((one, i) => failed.findIndex(({ node }) => node === one.node) === i)
    const others = [...of(asGiven), ...of(moved)]
    return others.toSorted((a, b) => margin(b) - margin(a)).slice(0, 1)
  })
}

const failures = (results: readonly CheckResult[], when: string): CheckResult[] =>
  results.flatMap((one) => (one.outcome === 'failed' ? [{ ...one, sentence: `${one.sentence} ${when}.` }] : []))

/** The part of the tolerance that is used up; less than nothing where nothing was measured. */
function margin({ outcome, error = 0, tolerance = 0 }: CheckResult): number {
  if (outcome === 'skipped') return -1
  return tolerance > 0 ? error / tolerance : 0
}
