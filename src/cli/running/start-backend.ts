// The backend of a command: exactly the requested one, without fallback.
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import * as tf from '@tensorflow/tfjs-core'
import * as v from 'valibot'
import { type BackendEnvironment, type BackendName, startBackend, usualStartLimit } from '../../engine/index.ts'
import { nodeEnvironment } from '../../engine/node.ts'
import { choice } from '../options.ts'
import { root } from '../package-root.ts'

export const defaultBackend: BackendName = 'wasm'

export const backendOption = choice(
  ['cpu', 'wasm', 'webgpu'],
  `Backend; default: ${defaultBackend}. webgpu needs the npm package webgpu.`,
)

/** @throws Error with the reason if the backend does not start. */
export async function startWanted(wanted: BackendName): Promise<void> {
  // Suppresses the advice to install TensorFlow.js's native package, a different backend.
  tf.enableProdMode()
  const environment = wanted === 'webgpu' ? await webGpuEnvironment() : withoutGpu
  const { backend, skipped } = await startBackend(wanted, environment)
  if (backend === wanted) return
  const reason = skipped.find((one) => one.backend === wanted)?.reason ?? 'It did not start.'
  throw new Error(`The backend ${wanted} cannot be used here. ${reason}`)
}

/** The package is loaded on demand, because it starts its own threads. */
const withoutGpu: BackendEnvironment = {
  gpu: null,
  wasmFiles: null,
  isCrossOriginIsolated: false,
  logicalCores: availableParallelism(),
  startLimit: usualStartLimit,
}

async function webGpuEnvironment(): Promise<BackendEnvironment> {
  const environment = await nodeEnvironment()
  if (environment.gpu) return environment
  throw new Error(
    `The backend webgpu comes from the npm package webgpu, which is not installed. Install it with: npm install --no-save webgpu@${webGpuVersion()}`,
  )
}

const manifest = v.object({ peerDependencies: v.object({ webgpu: v.string() }) })

const webGpuVersion = (): string =>
  v.parse(manifest, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).peerDependencies.webgpu
