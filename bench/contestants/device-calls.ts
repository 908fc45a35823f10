import { type GpuCounters, perStep } from '../webgpu/counters.ts'
import type { Calls } from './messages.ts'

/** Steps taken beforehand, so that pipelines are made and whatever a step can prepare for the next ones is prepared. */
const warmUp = 12

/** Nothing is read in between, as in a training loop between two reports. */
export function deviceCalls(counters: GpuCounters, step: () => void): (steps: number) => Calls {
  return (steps) => {
    for (let i = 0; i < warmUp; i++) step()
    counters.read()
    const times: number[] = []
    for (let i = 0; i < steps; i++) {
      const start = performance.now()
      step()
      times.push(performance.now() - start)
    }
    return { counts: perStep(counters.read(), steps), times }
  }
}
