import type { RecordedTraining } from '../backends/webgpu-plan/recorded-training.ts'
import type { Replay } from '../backends/webgpu-plan/replay.ts'
import { recordStep } from '../training/recording.ts'

/** `undefined` where a step cannot be recorded, and so is done as it is written; on WebGPU the reason is printed. */
export async function recordSteps<Batch>(training: RecordedTraining<Batch>): Promise<Replay | undefined> {
  const recording = await recordStep(training, () => undefined)
  if (!recording) return undefined
  if ('reason' in recording) {
    console.log(`Steps are not recorded: ${recording.reason}`)
    return undefined
  }
  console.log(`A step is recorded: ${recording.replay.dispatches} dispatches.`)
  return recording.replay
}
