// Losses of the latest steps, left on the device until they are needed: all are then read at once.
import * as tf from '@tensorflow/tfjs-core'
import type { CurvePoint, Metrics } from './curve-point.ts'

export interface MetricsRing {
  /** Takes over the tensors, scalars each. */
  push(step: number, phase: string, metrics: Readonly<Record<string, tf.Tensor>>): void
  /** Everything since the last reading; the ring is empty afterwards. */
  read(): Promise<readonly CurvePoint[]>
  clear(): void
}

interface Entry {
  readonly step: number
  readonly phase: string
  readonly names: readonly string[]
  readonly scalars: readonly tf.Tensor[]
}

/** The oldest entries are given up when there are more than `capacity`. */
export function createMetricsRing(capacity: number): MetricsRing {
  let entries: Entry[] = []
  const release = (entry: Entry) => tf.dispose([...entry.scalars])
  return {
    push(step, phase, metrics) {
      entries.push({ step, phase, names: Object.keys(metrics), scalars: Object.values(metrics) })
      const oldest = entries.length > capacity ? entries.shift() : undefined
      if (oldest) release(oldest)
    },
    async read() {
      const taken = entries
      entries = []
      const scalars = taken.flatMap((entry) => entry.scalars)
      if (scalars.length === 0) return []
      const together = tf.stack(scalars)
      for (const entry of taken) release(entry)
      const values = await together.data()
      together.dispose()
      let at = 0
      return taken.map(({ step, phase, names }) => {
        const metrics: Metrics = Object.fromEntries(names.map((name) => [name, values[at++]!]))
        return { step, phase, metrics }
      })
    },
    clear() {
      for (const entry of entries) release(entry)
      entries = []
    },
  }
}
