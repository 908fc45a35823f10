// Compute shaders of our own: one invocation for each element of a list, whatever its length.

export interface Shader {
  readonly pipeline: Promise<GPUComputePipeline>
  readonly workgroups: readonly [number, number, number]
}

const workgroupSize = 64
/** What every device allows along one axis. */
const longestAxis = 65535

/** @param body WGSL that sees the element's number as `i`; declarations come before it. */
export function shaderOver(
  device: GPUDevice,
  label: string,
  length: number,
  declarations: string,
  body: string,
): Shader {
  const groups = Math.max(1, Math.ceil(length / workgroupSize))
  const x = Math.min(groups, longestAxis)
  const y = Math.ceil(groups / x)
  const code = `${declarations}
@compute @workgroup_size(${workgroupSize})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) local : u32) {
  let i = (group.y * ${x}u + group.x) * ${workgroupSize}u + local;
  if (i >= ${length}u) { return; }
${body}
}`
  const module = device.createShaderModule({ label, code })
  const pipeline = device.createComputePipelineAsync({ label, layout: 'auto', compute: { module, entryPoint: 'main' } })
  // The code that uses it sees a failure; where recording ends for another reason, no code does.
  pipeline.catch(() => undefined)
  return { pipeline, workgroups: [x, y, 1] }
}

/** Declares binding after binding of group 0. */
export function bindingsOf(
  declared: readonly (readonly [space: 'write' | 'read' | 'uniform', name: string, type: string])[],
) {
  const spaces = { write: 'storage, read_write', read: 'storage, read', uniform: 'uniform' }
  return declared
    .map(([space, name, type], index) => `@group(0) @binding(${index}) var<${spaces[space]}> ${name} : ${type};`)
    .join('\n')
}
