// A recorded step, ready to be sent off again and again: pipelines, bind groups and sizes in one flat list.
import { copyShader, type Stretch } from './copy-kernel.ts'
import { askFor, type Pipeline } from './deferred-pipelines.ts'
import { type Gathering, placeGatherings } from './gathering.ts'
import { allocate } from './memory.ts'
import type { BufferPart } from './tensor-views.ts'
import type { KernelRecord } from './trace.ts'

export interface Plan {
  readonly dispatches: number
  /** What temporaries and constants take on the device. */
  readonly bytes: number
  /** Sends all dispatches off, as one submission. */
  replay(): void
  destroy(): void
}

interface Command {
  readonly pipeline: GPUComputePipeline
  readonly bindGroup: GPUBindGroup
  readonly workgroups: readonly [number, number, number]
}

/**
 * @param fixed where tensors that outlive the step lie, by id.
 * @param tell receives the number of pipelines that are compiled and of all pipelines.
 * @throws Error when the device refuses a pipeline or a bind group.
 */
export async function createPlan(
  device: GPUDevice,
  records: readonly KernelRecord[],
  gatherings: readonly Gathering[],
  fixed: ReadonlyMap<number, BufferPart>,
  tell: (done: number, total: number) => void,
): Promise<Plan> {
  const sources = device.limits.maxStorageBuffersPerShaderStage - 1
  const shader = (stretches: readonly Stretch[]) => copyShader(device, stretches)
  const gathered = placeGatherings(records, gatherings, { shader, sources })
  const dispatches = gathered.records.flatMap((record) => record.dispatches)
  const pipelines = await compiled(new Set(dispatches.map(({ pipeline }) => pipeline)), tell)
  const memory = allocate(device, gathered, fixed)
  device.pushErrorScope('validation')
  const commands = dispatches.map(({ pipeline, bindings, workgroups }): Command => {
    const ready = pipelines.get(pipeline)
    if (!ready) throw new Error('A pipeline of the recorded step was not compiled.')
    const entries = bindings.map((one, binding) => ({ binding, resource: memory.partOf(one) }))
    return {
      pipeline: ready,
      bindGroup: device.createBindGroup({ layout: ready.getBindGroupLayout(0), entries }),
      workgroups,
    }
  })
  const refused = await device.popErrorScope()
  if (refused) {
    memory.destroy()
    throw new Error(`The graphics device refused the recorded step: ${refused.message}`)
  }
  return {
    dispatches: commands.length,
    bytes: memory.bytes,
    replay() {
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      let current: GPUComputePipeline | undefined
      for (const { pipeline, bindGroup, workgroups } of commands) {
        if (pipeline !== current) pass.setPipeline(pipeline)
        current = pipeline
        pass.setBindGroup(0, bindGroup)
        pass.dispatchWorkgroups(workgroups[0], workgroups[1], workgroups[2])
      }
      pass.end()
      device.queue.submit([encoder.finish()])
    },
    destroy: () => memory.destroy(),
  }
}

async function compiled(
  pipelines: ReadonlySet<Pipeline>,
  tell: (done: number, total: number) => void,
): Promise<ReadonlyMap<Pipeline, GPUComputePipeline>> {
  let done = 0
  tell(done, pipelines.size)
  const ready = await Promise.all(
    [...pipelines].map(async (pipeline) => {
      const result = await askFor(pipeline)
      tell(++done, pipelines.size)
      return [pipeline, result] as const
    }),
  )
  return new Map(ready)
}
