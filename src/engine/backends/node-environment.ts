// The environment of a Node.js process. WebGPU comes from the npm package `webgpu` (Google's Dawn),
// which people install beside this one when they want it.
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { pathToFileURL } from 'node:url'
import { type BackendEnvironment, usualStartLimit } from './environment.ts'
import type { GpuAccess } from './gpu-adapter.ts'

/** Loads `webgpu` where it is installed and gives TF.js the globals of a browser that it expects. */
export async function nodeEnvironment(): Promise<BackendEnvironment> {
  return {
    gpu: await gpuOfNode(),
    wasmFiles: null,
    // TF.js starts the WASM threads of browsers only.
    isCrossOriginIsolated: false,
    logicalCores: availableParallelism(),
    startLimit: usualStartLimit,
  }
}

async function gpuOfNode(): Promise<GpuAccess | null> {
  const address = addressOfDawn()
  if (address === null) return null
  const dawn: unknown = await import(/* @vite-ignore */ address)
  if (!isDawn(dawn)) throw new Error(`The npm package webgpu at ${address} lacks "create" or "globals".`)
  Object.assign(globalThis, dawn.globals)
  const gpu = dawn.create([])
  const navigator = Object.hasOwn(globalThis, 'navigator') ? globalThis.navigator : {}
  Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true })
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true })
  return gpu
}

/** Looked up on request: a bundler would need the package when it builds. */
function addressOfDawn(): string | null {
  try {
    return pathToFileURL(createRequire(import.meta.url).resolve('webgpu')).href
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') return null
    throw error
  }
}

interface Dawn {
  create(options: string[]): GPU
  readonly globals: object
}

function isDawn(module: unknown): module is Dawn {
  return typeof module === 'object' && module !== null && 'create' in module && 'globals' in module
}
