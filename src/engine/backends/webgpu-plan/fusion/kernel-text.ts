// One dispatch as WGSL: its jobs as functions, each for a range of workgroups.
import { typeOf } from './expression.ts'
import type { Job } from './job.ts'
import type { JobText, JobWriting } from './job-text.ts'
import type { PackedDispatch } from './packing.ts'
import { pointsText } from './points-job.ts'
import { reductionText } from './reduction-job.ts'
import type { Value } from './value.ts'
import { functionsFor } from './wgsl-functions.ts'

export interface KernelText {
  readonly code: string
  /** Bound in this order: what is written, then what is read. */
  readonly writes: readonly Value[]
  readonly reads: readonly Value[]
  readonly workgroups: readonly [x: number, y: number, z: number]
}

/** The most that every device offers. */
const workgroupSize = 256

/** @param isStored whether a value is stored at some time, here or elsewhere. @param mostWorkgroups in one direction. */
export function kernelText(
  { jobs, stores }: PackedDispatch,
  isStored: (value: Value) => boolean,
  mostWorkgroups: number,
): KernelText {
  const own = new Set(jobs.flatMap(({ members }) => members))
  const targets = new Map([...stores].map((value, i) => [value, `out${i}`]))
  const buffers = new Map<Value, string>()
  let names = 0
  const writing: JobWriting = {
    workgroupSize,
    newName: (prefix) => `${prefix}${names++}`,
    targetOf: (value) => targets.get(value) ?? null,
    bufferOf: (value) => {
      if (own.has(value) || !(value.definition.kind === 'stored' || isStored(value))) return null
      const name = buffers.get(value) ?? `in${buffers.size}`
      buffers.set(value, name)
      return name
    },
  }
  const texts = jobs.map((job) => textOf(job, writing))
  const total = texts.reduce((sum, { workgroups }) => sum + workgroups, 0)
  const x = Math.min(total, mostWorkgroups)
  const functions = new Map(texts.flatMap((text) => [...text.functions]))
  const jobFunctions = texts.map(({ body }, i) => `fn job${i}(w: u32, l: u32) {\n${body.join('\n')}\n}\n`)
  const bodies = [...functions.values(), ...jobFunctions].join('')
  const writes = [...targets.keys()]
  const reads = [...buffers.keys()]
  const code = [
    ...writes.map((value, i) => binding(i, 'read_write', `out${i}`, value)),
    ...reads.map((value, i) => binding(writes.length + i, 'read', `in${i}`, value)),
    functions.size > 0 ? `var<workgroup> partials: array<f32, ${workgroupSize}>;` : '',
    functionsFor(bodies) + bodies,
    `@compute @workgroup_size(${workgroupSize})`,
    'fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) l: u32) {',
    `let w = group.y * ${x}u + group.x;`,
    ...choice(texts),
    '}',
  ].join('\n')
  return { code, writes, reads, workgroups: [x, Math.ceil(total / x), 1] }
}

function textOf(job: Job, writing: JobWriting): JobText {
  return job.domain.kind === 'points'
    ? pointsText(job, job.domain.size, writing)
    : reductionText(job, job.domain.shape, writing)
}

const binding = (number: number, access: string, name: string, { dtype }: Value): string =>
  `@group(0) @binding(${number}) var<storage, ${access}> ${name}: array<${typeOf(dtype)}>;`

/** Each job has the workgroups after those of the one before. */
function choice(texts: readonly JobText[]): readonly string[] {
  let end = 0
  return texts.map(({ workgroups }, i) => {
    const start = end
    end += workgroups
    return `${i > 0 ? 'else ' : ''}if (w < ${end}u) { job${i}(w${start > 0 ? ` - ${start}u` : ''}, l); }`
  })
}
