// Whether a run fits into the available memory, reported at the node that uses the most of it, before anything is allocated.
import type { KnownDatasets } from '../../engine/data/dataset-catalogue.ts'
import { inBytes } from '../../engine/text/in-bytes.ts'
import type { Problem } from '../../graph/problems.ts'
import { estimateMemory, type MemoryEstimate } from '../program/memory.ts'
import type { Program } from '../program/program.ts'

/** Bytes, and what they belong to: `WebAssembly`, `this machine`. */
export interface MemoryBound {
  readonly bytes: number
  readonly of: string
}

export interface MemoryLimits {
  /** The hard limit. */
  readonly most: readonly MemoryBound[]
  /** The memory shared by all programs: a run should use at most half of it. */
  readonly device?: MemoryBound | undefined
}

/** It has 32-bit addresses. */
export const wasmMemory: MemoryBound = { bytes: 2 ** 32, of: 'WebAssembly' }

/** The code of this file's problems. */
export const memoryCode = 'too-much-memory'

const fairShare = 0.5

/** At most one: an error above the hard limit, a warning above half of the device's memory.
 * @throws Error naming the node whose data does not exist.
 */
export function memoryProblems(
  program: Program,
  { most, device }: MemoryLimits,
  datasets: KnownDatasets,
): readonly Problem[] {
  const estimate = estimateMemory(program, datasets)
  const bounds = [...most].sort((a, b) => a.bytes - b.bytes)
  const bound = bounds.find(({ bytes }) => estimate.total > bytes)
  const share = device && { ...device, bytes: fairShare * device.bytes }
  if (bound) {
    const reason = `but ${bound.of} has ${inBytes(bound.bytes)}`
    return [problem('error', estimate, reason, bound.bytes, program)]
  }
  if (!share || estimate.total <= share.bytes) return []
  const reason = `more than half of the ${inBytes(device.bytes)} that ${device.of} has`
  return [problem('warning', estimate, reason, share.bytes, program)]
}

function problem(
  severity: 'error' | 'warning',
  estimate: MemoryEstimate,
  reason: string,
  bytes: number,
  { training }: Program,
): Problem {
  const { total, largest, weights, moments, gradients, activations } = estimate
  const { batchSize } = training
  const parts = `${inBytes(weights + moments + gradients)} for weights, gradients and optimiser state, ${inBytes(activations)} for a batch of ${batchSize}`
  const size = fittingBatch(estimate, bytes, batchSize)
  return {
    severity,
    code: memoryCode,
    node: largest.node,
    message: `A run would take about ${inBytes(total)}, ${reason}: ${parts}. This node uses the most, ${inBytes(largest.bytes)}.`,
    expected: `at most ${inBytes(bytes)}`,
    received: inBytes(total),
    fixes:
      size === undefined ? [] : [{ title: `Set the batch size to ${size}`, edits: [{ edit: 'setBatchSize', size }] }],
  }
}

/** The largest power of two with which a run fits, if any. */
function fittingBatch({ total, activations }: MemoryEstimate, bytes: number, batchSize: number): number | undefined {
  const room = ((bytes - (total - activations)) / activations) * batchSize
  return room >= 1 ? 2 ** Math.floor(Math.log2(room)) : undefined
}
