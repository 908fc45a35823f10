// Which graphics adapter there is, and whether it is hardware. The two interfaces are the parts of
// WebGPU that starting a backend touches.

export interface GpuAccess {
  requestAdapter(options?: GPURequestAdapterOptions): Promise<GpuAdapter | null>
}

export interface GpuAdapter {
  readonly info: GPUAdapterInfo
  /** Where older browsers say it; newer ones do in `info`. */
  readonly isFallbackAdapter?: boolean
  readonly features: Pick<GPUSupportedFeatures, 'has'>
  readonly limits: Pick<GPUSupportedLimits, NeededLimit>
  requestDevice(descriptor?: GPUDeviceDescriptor): Promise<GPUDevice>
}

/** A device has small limits unless all that the adapter offers is requested. */
export const neededLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const
type NeededLimit = (typeof neededLimits)[number]

/** @throws Error with the reason if no adapter is available. */
export async function requestAdapter(gpu: GpuAccess): Promise<GpuAdapter> {
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' })
  if (adapter === null) throw new Error('WebGPU found no graphics adapter')
  return adapter
}

/** "Apple M2 (apple metal-3)", as far as the browser says. */
export function adapterDescription({ info }: GpuAdapter): string {
  const family = [info.vendor, info.architecture].filter((part) => part !== '').join(' ')
  const name = info.description || info.device
  if (name !== '' && family !== '') return `${name} (${family})`
  return name || family || 'unnamed adapter'
}

/** A renderer in software is slower than WASM. */
export function isSoftwareAdapter({ info, isFallbackAdapter }: GpuAdapter): boolean {
  if (isFallbackAdapter === true || info.isFallbackAdapter) return true
  return info.architecture === 'swiftshader' || /llvmpipe|swiftshader/i.test(info.description)
}
