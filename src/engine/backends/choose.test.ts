import * as tf from '@tensorflow/tfjs-core'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { probeBackends, startBackend } from './choose.ts'
import type { BackendEnvironment } from './environment.ts'
import type { GpuAccess, GpuAdapter } from './gpu-adapter.ts'
import { nodeEnvironment } from './node-environment.ts'
import { isWasmBackend } from './wasm-kernels/wasm-backend.ts'

const bare: BackendEnvironment = {
  gpu: null,
  wasmFiles: null,
  isCrossOriginIsolated: false,
  logicalCores: 2,
  startLimit: 20_000,
}

const hardware: GPUAdapterInfo = {
  __brand: 'GPUAdapterInfo',
  vendor: 'apple',
  architecture: 'metal-3',
  device: '',
  description: 'Apple M2',
  isFallbackAdapter: false,
  subgroupMinSize: 32,
  subgroupMaxSize: 32,
}

/** An adapter whose device cannot be had, so that starting WebGPU fails as it does with a broken driver. */
function adapterOf(info: GPUAdapterInfo): GpuAdapter {
  return {
    info,
    features: new Set<string>(),
    limits: {
      maxBufferSize: 1,
      maxStorageBufferBindingSize: 1,
      maxStorageBuffersPerShaderStage: 1,
      maxComputeWorkgroupStorageSize: 1,
      maxComputeWorkgroupsPerDimension: 1,
      maxComputeWorkgroupSizeX: 1,
      maxComputeInvocationsPerWorkgroup: 1,
    },
    requestDevice: () => Promise.reject(new Error('The driver is too old.')),
  }
}

function gpuOf(info: GPUAdapterInfo): GpuAccess {
  return { requestAdapter: () => Promise.resolve(adapterOf(info)) }
}

afterEach(() => {
  vi.useRealTimers()
})

describe('the order of auto', () => {
  const orderOf = async (environment: BackendEnvironment) =>
    (await probeBackends(environment)).map(({ backend }) => backend)

  test('hardware WebGPU comes first', async () => {
    expect(await orderOf({ ...bare, gpu: gpuOf(hardware) })).toEqual(['webgpu', 'wasm', 'cpu'])
  })

  test.each([
    { ...hardware, architecture: 'swiftshader' },
    { ...hardware, isFallbackAdapter: true },
    { ...hardware, description: 'llvmpipe (LLVM 15.0.6, 256 bits)' },
  ])('a software adapter comes after WASM: $architecture, $isFallbackAdapter, $description', async (info) => {
    expect(await orderOf({ ...bare, gpu: gpuOf(info) })).toEqual(['wasm', 'webgpu', 'cpu'])
  })

  test('a fallback adapter is known by the older flag too', async () => {
    const adapter = { ...adapterOf(hardware), isFallbackAdapter: true }
    const gpu = { requestAdapter: () => Promise.resolve(adapter) }
    expect(await orderOf({ ...bare, gpu })).toEqual(['wasm', 'webgpu', 'cpu'])
  })
})

describe('starting', () => {
  test('auto without WebGPU runs WASM and says why', async () => {
    const { backend, description, threads, simd, skipped } = await startBackend('auto', bare)
    expect(backend).toBe('wasm')
    expect(tf.getBackend()).toBe('wasm')
    expect({ description, threads, simd }).toEqual({ description: 'SIMD, 1 thread', threads: 1, simd: true })
    expect(skipped).toEqual([{ backend: 'webgpu', reason: 'There is no WebGPU here.' }])
    const overHttp = await startBackend('auto', { ...bare, isPlainHttp: true })
    expect(overHttp.skipped).toEqual([{ backend: 'webgpu', reason: 'Browsers give it to no page over plain http.' }])
  })

  test('WASM gets the repaired kernels', async () => {
    await startBackend('wasm', bare)
    expect(tf.getKernel('Conv2DBackpropFilter', 'wasm')).toBeDefined()
    const tenths = tf.fill([1000, 1000], 0.1)
    const sum = tf.sum(tenths)
    expect((await sum.data())[0]).toBeCloseTo(100_000, 1)
    tf.dispose([tenths, sum])
  })

  test('a backend chosen by the user comes first', async () => {
    const { backend, skipped } = await startBackend('cpu', { ...bare, gpu: gpuOf(hardware) })
    expect(backend).toBe('cpu')
    expect(tf.getBackend()).toBe('cpu')
    expect(skipped).toEqual([])
  })

  test('WebGPU that fails to start is passed over with its reason', async () => {
    const { backend, skipped } = await startBackend('webgpu', { ...bare, gpu: gpuOf(hardware) })
    expect(backend).toBe('wasm')
    expect(skipped).toEqual([{ backend: 'webgpu', reason: 'It did not start: The driver is too old.' }])
  })

  test('a software adapter is passed over by auto, with its name', async () => {
    const info = { ...hardware, vendor: 'google', architecture: 'swiftshader', description: 'SwiftShader' }
    const { backend, skipped } = await startBackend('auto', { ...bare, gpu: gpuOf(info) })
    expect(backend).toBe('wasm')
    expect(skipped).toEqual([
      {
        backend: 'webgpu',
        reason: 'Its adapter, SwiftShader (google swiftshader), is software and slower than WASM.',
      },
    ])
  })

  test('a software adapter is tried when named', async () => {
    const gpu = gpuOf({ ...hardware, architecture: 'swiftshader' })
    const { skipped } = await startBackend('webgpu', { ...bare, gpu })
    expect(skipped).toEqual([{ backend: 'webgpu', reason: 'It did not start: The driver is too old.' }])
  })

  test('no adapter, a throwing adapter and one that never answers are reasons', async () => {
    const reasonOf = async (gpu: GpuAccess, startLimit: number) =>
      (await probeBackends({ ...bare, gpu, startLimit })).find(({ backend }) => backend === 'webgpu')?.obstacle
    expect(await reasonOf({ requestAdapter: () => Promise.resolve(null) }, 1000)).toBe(
      'No adapter: WebGPU found no graphics adapter.',
    )
    expect(await reasonOf({ requestAdapter: () => Promise.reject(new Error('Blocked.')) }, 1000)).toBe(
      'No adapter: Blocked.',
    )
    vi.useFakeTimers()
    const hanging = reasonOf({ requestAdapter: () => new Promise<null>(() => undefined) }, 5000)
    await vi.advanceTimersByTimeAsync(5000)
    expect(await hanging).toBe('No adapter: no answer within 5 s.')
  })

  test('a second start keeps the running backend and its tensors', async () => {
    await startBackend('wasm', bare)
    const backend = tf.backend()
    const kept = tf.tensor1d([1, 2, 3])
    await startBackend('cpu', bare)
    const again = await startBackend('wasm', bare)
    expect(tf.backend()).toBe(backend)
    expect(again.description).toBe('SIMD, 1 thread')
    expect([...kept.dataSync()]).toEqual([1, 2, 3])
    kept.dispose()
  })

  test('Node.js starts with its own environment', async () => {
    const environment = await nodeEnvironment()
    const { backend } = await startBackend('wasm', environment)
    expect(backend).toBe('wasm')
    expect(isWasmBackend(tf.backend())).toBe(true)
  })
})
