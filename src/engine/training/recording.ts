// On WebGPU a step is recorded once and then submitted again and again, so that JavaScript has next to nothing to do.
import * as tf from '@tensorflow/tfjs-core'
import type { RecordedTraining } from '../backends/webgpu-plan/recorded-training.ts'
import type { Replay } from '../backends/webgpu-plan/replay.ts'
import { isWebGpuBackend } from '../backends/webgpu-plan/tfjs-internals.ts'
import { messageOf } from '../text/message-of.ts'

/** A recording, or why the backend's steps cannot be recorded. */
export type Recording = { readonly replay: Replay } | { readonly reason: string }

/**
 * Records a step on the current backend; `undefined` on one that has nothing to record.
 * @param tell receives the number of kernels that are ready and of all kernels.
 */
export async function recordStep<Batch>(
  training: RecordedTraining<Batch>,
  tell: (done: number, total: number) => void,
): Promise<Recording | undefined> {
  const backend = tf.backend()
  if (!isWebGpuBackend(backend)) return undefined
  // Of no use to other backends, so loaded for this one alone.
  const { createReplay } = await import('../backends/webgpu-plan/replay.ts')
  try {
    return { replay: await createReplay(backend, training, tell) }
  } catch (error) {
    return { reason: messageOf(error) }
  }
}
