// Which backend to run on: WebGPU, then WASM, then plain JavaScript; each that is passed over is named
// with its reason. The packages are imported only when their backend is tried.

import * as tf from '@tensorflow/tfjs-core'
import { reasonOf } from '../text/message-of.ts'
import type { BackendChoice, BackendName, SkippedBackend } from './backend-name.ts'
import type { BackendEnvironment } from './environment.ts'
import { adapterDescription, isSoftwareAdapter, requestAdapter } from './gpu-adapter.ts'
import { startCpu } from './start-cpu.ts'
import { startWasm } from './start-wasm.ts'
import { startWebGpu } from './start-webgpu.ts'
import type { StartedBackend } from './started-backend.ts'
import { withTimeLimit } from './time-limit.ts'

export interface BackendProbe {
  readonly backend: BackendName
  /** One sentence on why the backend cannot run, or null. */
  readonly obstacle: string | null
  /** One sentence on why 'auto' prefers others although it can run, or null. */
  readonly drawback: string | null
}

/** A backend that has started, and those that were tried before it. */
export interface RunningBackend extends StartedBackend {
  readonly backend: BackendName
  readonly skipped: readonly SkippedBackend[]
}

const starts: Readonly<Record<BackendName, (environment: BackendEnvironment) => Promise<StartedBackend>>> = {
  webgpu: startWebGpu,
  wasm: startWasm,
  cpu: startCpu,
}

/** Looks for each backend without starting any, in the order in which 'auto' would try them. */
export async function probeBackends(environment: BackendEnvironment): Promise<BackendProbe[]> {
  const webgpu = await probeWebGpu(environment)
  const wasm: BackendProbe = {
    backend: 'wasm',
    obstacle: typeof WebAssembly === 'object' ? null : 'WebAssembly is switched off here.',
    drawback: null,
  }
  const cpu: BackendProbe = { backend: 'cpu', obstacle: null, drawback: null }
  return webgpu.drawback === null ? [webgpu, wasm, cpu] : [wasm, webgpu, cpu]
}

/**
 * Starts the requested backend, or the best that works. A running backend is reused; if its device was
 * lost, it is restarted, without its tensors.
 * @throws Error with every reason when none starts
 */
export async function startBackend(wanted: BackendChoice, environment: BackendEnvironment): Promise<RunningBackend> {
  const probes = await probeBackends(environment)
  const isWanted = ({ backend }: BackendProbe) => backend === wanted
  const order = [...probes.filter(isWanted), ...probes.filter((probe) => !isWanted(probe))]
  const skipped: SkippedBackend[] = []
  for (const { backend, obstacle } of order) {
    if (obstacle !== null) {
      skipped.push({ backend, reason: obstacle })
      continue
    }
    try {
      const started = await startOrResume(backend, environment)
      const passedOver = wanted === 'auto' ? drawbacksOf(probes, backend) : []
      return { ...started, backend, skipped: [...passedOver, ...skipped] }
    } catch (error) {
      skipped.push({ backend, reason: `It did not start: ${reasonOf(error)}.` })
    }
  }
  throw new Error(`No backend starts. ${skipped.map(({ backend, reason }) => `${backend}: ${reason}`).join(' ')}`)
}

async function probeWebGpu({ gpu, isPlainHttp, startLimit }: BackendEnvironment): Promise<BackendProbe> {
  const probe = { backend: 'webgpu', obstacle: null, drawback: null } as const
  if (gpu === null) {
    const obstacle = isPlainHttp ? 'Browsers give it to no page over plain http.' : 'There is no WebGPU here.'
    return { ...probe, obstacle }
  }
  try {
    const adapter = await withTimeLimit(requestAdapter(gpu), startLimit)
    if (!isSoftwareAdapter(adapter)) return probe
    return { ...probe, drawback: `Its adapter, ${adapterDescription(adapter)}, is software and slower than WASM.` }
  } catch (error) {
    return { ...probe, obstacle: `No adapter: ${reasonOf(error)}.` }
  }
}

/** Backends that 'auto' ranks below the chosen one for a drawback, and would else have tried before it. */
function drawbacksOf(probes: readonly BackendProbe[], chosen: BackendName): SkippedBackend[] {
  const rank = probes.findIndex(({ backend }) => backend === chosen)
  return probes
    .slice(rank + 1)
    .flatMap(({ backend, drawback }) => (drawback === null ? [] : [{ backend, reason: drawback }]))
}

const running = new WeakMap<tf.KernelBackend, StartedBackend>()

async function startOrResume(name: BackendName, environment: BackendEnvironment): Promise<StartedBackend> {
  const alive = tf.engine().registry[name]
  const earlier = alive && running.get(alive)
  if (earlier) {
    await tf.setBackend(name)
    return earlier
  }
  const started = await starts[name](environment)
  const backend = tf.backend()
  running.set(backend, started)
  started.onLost(() => running.delete(backend))
  return started
}
