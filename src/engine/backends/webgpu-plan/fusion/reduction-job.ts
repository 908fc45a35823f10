// The body of a job over a reduction. A workgroup makes several neighbouring results; several threads, the lanes, share the
// work for one: each of n lanes sums every n-th number, before a tree in workgroup memory adds up their sums. What
// depends on a reduced number is computed in a further pass over the same numbers.
import { createExpressions, emptyScope } from './expression.ts'
import { type Job, levelIn, sourceLevels } from './job.ts'
import type { JobText, JobWriting } from './job-text.ts'
import type { Reduction, ReductionShape, Value } from './value.ts'

const rules: Readonly<Record<Reduction, { readonly start: string; combine(a: string, b: string): string }>> = {
  sum: { start: '0f', combine: (a, b) => `${a} + ${b}` },
  max: { start: '(-infinity())', combine: (a, b) => `maximumOf(${a}, ${b})` },
  min: { start: 'infinity()', combine: (a, b) => `minimumOf(${a}, ${b})` },
}

/** A number that is summed alone on a thread up to here is not worth a tree. */
const shortLength = 16
/** Where neighbouring numbers belong to different results, at least this many threads read side by side. */
const fewestResults = 16

/** Threads that share one result: a power of two. */
function lanesFor({ length, inner }: ReductionShape, workgroupSize: number): number {
  if (length <= shortLength) return 1
  const most = inner === 1 ? workgroupSize : workgroupSize / fewestResults
  return Math.min(most, 2 ** Math.ceil(Math.log2(length / 4)))
}

export function reductionText(job: Job, shape: ReductionShape, writing: JobWriting): JobText {
  const { workgroupSize, newName, targetOf } = writing
  const { outer, length, inner } = shape
  const lanes = lanesFor(shape, workgroupSize)
  const tile = workgroupSize / lanes
  const results = outer * inner
  // Side by side in memory is side by side in the workgroup.
  const [lane, place] = inner === 1 ? [`l % ${lanes}u`, `l / ${lanes}u`] : [`l / ${tile}u`, `l % ${tile}u`]
  const functions = new Map<string, string>()
  const expressions = createExpressions({ ...writing, shape })
  const around = emptyScope()
  expressions.open('o', around)
  around.lines.push(
    `let lane = ${lane};`,
    `let o = w * ${tile}u + ${place};`,
    `let last = select(0u, ${length}u, o < ${results}u);`,
    `let start = ${inner === 1 ? `o * ${length}u` : `o / ${inner}u * ${length * inner}u + o % ${inner}u`};`,
  )
  const depths = depthsOf(job)
  const passes = Math.max(...job.members.map((member) => depths(member))) + 1

  for (let pass = 0; pass < passes; pass++) {
    const inside = emptyScope()
    expressions.open('i', inside)
    const totals: { readonly member: Value; readonly reduction: Reduction; readonly name: string }[] = []
    for (const member of job.members) {
      if (depths(member) !== pass) continue
      const { definition } = member
      if (definition.kind === 'reduced') {
        const text = expressions.at(definition.operand, 'i')
        const name = newName('total')
        inside.lines.push(`${name} = ${rules[definition.reduction].combine(name, asFloat(definition.operand, text))};`)
        totals.push({ member, reduction: definition.reduction, name })
      } else if (levelIn(job.domain, member) === 'element') {
        const text = expressions.at(member, 'i')
        const target = targetOf(member)
        if (target !== null) inside.lines.push(`${target}[i] = ${text};`)
      }
    }
    if (inside.lines.length > 0) {
      for (const { name, reduction } of totals) around.lines.push(`var ${name} = ${rules[reduction].start};`)
      const step = inner === 1 ? 'start + r' : `start + r * ${inner}u`
      around.lines.push(`for (var r = lane; r < last; r += ${lanes}u) {`, `let i = ${step};`, ...inside.lines, '}')
    }
    for (const { member, reduction, name } of totals) {
      const result = newName('result')
      if (lanes === 1) around.lines.push(`let ${result} = ${name};`)
      else {
        const combine = `${reduction}Of${lanes}By${inner === 1 ? 1 : tile}`
        functions.set(combine, treeText(combine, reduction, lanes, inner === 1 ? 1 : tile))
        around.lines.push(`let ${result} = ${combine}(${name}, l, lane);`)
      }
      expressions.define(member, 'o', result)
    }
  }
  const stored = job.members.filter((member) => levelIn(job.domain, member) === 'result' && targetOf(member) !== null)
  const stores = stored.map((member) => `${targetOf(member)}[o] = ${expressions.at(member, 'o')};`)
  if (stores.length > 0) around.lines.push(`if (lane == 0u && o < ${results}u) {`, ...stores, '}')
  return { workgroups: Math.ceil(results / tile), body: around.lines, functions }
}

/** Of a member, the pass in which it is computed: one after the last of the reduced members that it needs. */
function depthsOf({ domain, members }: Job): (member: Value) => number {
  const known = new Map<string, number>()
  const present = new Set(members)
  const visit = (value: Value, level: 'element' | 'result' | 'elsewhere'): number => {
    const key = `${value.id} ${level}`
    const before = known.get(key)
    if (before !== undefined) return before
    const sources = sourceLevels(domain, value, level).map((source) => {
      const isReduced = present.has(source.value) && source.value.definition.kind === 'reduced'
      return visit(source.value, source.level) + (isReduced ? 1 : 0)
    })
    const depth = Math.max(0, ...sources)
    known.set(key, depth)
    return depth
  }
  return (member) => visit(member, levelIn(domain, member) ?? 'elsewhere')
}

const asFloat = ({ dtype }: Value, text: string): string => (dtype === 'float32' ? text : `f32(${text})`)

function treeText(name: string, reduction: Reduction, lanes: number, stride: number): string {
  const [own, other] = ['partials[l]', `partials[l + s * ${stride}u]`]
  return `fn ${name}(total: f32, l: u32, lane: u32) -> f32 {
  workgroupBarrier();
  partials[l] = total;
  workgroupBarrier();
  for (var s = ${lanes / 2}u; s > 0u; s = s / 2u) {
    if (lane < s) { partials[l] = ${rules[reduction].combine(own, other)}; }
    workgroupBarrier();
  }
  return partials[l - lane * ${stride}u];
}
`
}
