// What a training step asks of WebGPU: Genloom's and that of hand-written TF.js, in turns.
import { type ContestantProcess, startContestant } from '../contestant-process.ts'
import type { GpuCounts } from '../webgpu/counters.ts'

export interface StepCalls {
  /** Of one step. */
  readonly counts: GpuCounts
  /** Milliseconds of JavaScript, of each step of each round. */
  readonly rounds: readonly (readonly number[])[]
}

export interface DeviceCalls {
  /** Why Genloom's steps are not replayed from a recording. */
  readonly remark?: string
  readonly genloom: StepCalls
  readonly baseline: StepCalls
}

export async function countDeviceCalls(model: string, rounds: number, steps: number): Promise<DeviceCalls> {
  const processes: ContestantProcess[] = []
  try {
    for (const name of ['genloom', 'baseline'] as const) processes.push(await startContestant(name, model, 'webgpu'))
    const results: { counts: GpuCounts[]; rounds: (readonly number[])[] }[] = processes.map(() => ({
      counts: [],
      rounds: [],
    }))
    for (let round = 0; round < rounds; round++) {
      for (const [i, process] of processes.entries()) {
        const { counts, times } = await process.ask({ ask: 'calls', steps })
        results[i]!.counts.push(counts)
        results[i]!.rounds.push(times)
      }
    }
    const [genloom, baseline] = results.map(({ counts, rounds }) => ({ counts: counts.at(-1)!, rounds }))
    const remark = processes[0]?.ready.remark
    return { genloom: genloom!, baseline: baseline!, ...(remark !== undefined && { remark }) }
  } finally {
    for (const process of processes) process.end()
  }
}
