// What the phases of a training are worth on the test split.
import * as tf from '@tensorflow/tfjs-core'
import { createContext } from '../math/context.ts'
import type { Metrics } from '../training/curve-point.ts'
import { createMeanMetrics } from '../training/mean-metrics.ts'
import { createMetricsRing } from '../training/metrics-ring.ts'
import type { Phase } from '../training/phase.ts'

export interface TestData<Batch> {
  /**
   * The test split once, in order, the last batch perhaps smaller; the caller disposes of the tensors of each batch.
   * @param over the data node that is seen once, if not the main one; the others start over when they end.
   */
  testBatches(over?: string): Iterable<Batch>
}

interface EvaluatedPhase<Batch> extends Pick<Phase<Batch>, 'name' | 'objective'> {
  readonly evaluatedOver: string | undefined
}

/** Averages over the test split, always with the same noise, so that results compare. Read when all is computed. */
export async function evaluatePhases<Batch extends { readonly size: number }>(
  phases: readonly EvaluatedPhase<Batch>[],
  data: TestData<Batch>,
): Promise<string> {
  const results: string[] = []
  for (const { name, objective, evaluatedOver } of phases) {
    const waiting = createMetricsRing(Number.POSITIVE_INFINITY)
    const sizes: number[] = []
    for (const batch of data.testBatches(evaluatedOver)) {
      const step = sizes.length
      const context = createContext({ seed: 0, step, training: false })
      const metrics = tf.tidy(() => {
        const { loss, terms } = objective(batch, context).objective
        return { loss, ...terms }
      })
      waiting.push(step, name, metrics)
      sizes.push(batch.size)
      tf.dispose({ ...batch })
    }
    const means = createMeanMetrics()
    for (const { step, metrics } of await waiting.read()) means.add(metrics, sizes[step] ?? 0)
    results.push(describeMetrics(name, means.mean()))
  }
  return results.join('; ')
}

/** The loss and terms of a phase on one line, in nats. */
export const describeMetrics = (phase: string, metrics: Metrics): string =>
  `${phase} ${Object.entries(metrics)
    .map(([term, nats]) => `${term} ${nats.toFixed(3)}`)
    .join(', ')}`
