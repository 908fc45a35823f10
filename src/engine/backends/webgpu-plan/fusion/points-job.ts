// The body of a job that computes each number on a separate thread.
import { createExpressions, emptyScope } from './expression.ts'
import type { Job } from './job.ts'
import type { JobText, JobWriting } from './job-text.ts'

export function pointsText({ members }: Job, size: number, writing: JobWriting): JobText {
  const expressions = createExpressions(writing)
  const scope = emptyScope()
  expressions.open('i', scope)
  for (const member of members) {
    const text = expressions.at(member, 'i')
    const target = writing.targetOf(member)
    if (target !== null) scope.lines.push(`${target}[i] = ${text};`)
  }
  const { workgroupSize } = writing
  return {
    workgroups: Math.ceil(size / workgroupSize),
    body: [`let i = w * ${workgroupSize}u + l;`, `if (i < ${size}u) {`, ...scope.lines, '}'],
    functions: new Map(),
  }
}
