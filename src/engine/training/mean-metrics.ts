import type { Metrics } from './curve-point.ts'

export interface MeanMetrics {
  /** @param metrics means over `examples` examples. */
  add(metrics: Metrics, examples: number): void
  /** Over all examples. */
  mean(): Metrics
}

/** Means over examples that come in batches of different sizes, gathered in doubles. */
export function createMeanMetrics(): MeanMetrics {
  const totals = new Map<string, number>()
  let count = 0
  return {
    add(metrics, examples) {
      for (const [name, value] of Object.entries(metrics)) totals.set(name, (totals.get(name) ?? 0) + examples * value)
      count += examples
    },
    mean: () => Object.fromEntries([...totals].map(([name, total]) => [name, total / count])),
  }
}
