// What a job is written from, and what becomes of it.
import type { Value } from './value.ts'

export interface JobWriting {
  readonly workgroupSize: number
  /** The name of the buffer that a value is read from; null where it is computed here. */
  readonly bufferOf: (value: Value) => string | null
  /** The name of the buffer that a value is written to; null where it is not read from memory. */
  readonly targetOf: (value: Value) => string | null
  readonly newName: (prefix: string) => string
}

export interface JobText {
  readonly workgroups: number
  /** Statements that know `w`, the number of the workgroup in the job, and `l`, that of the thread in the workgroup. */
  readonly body: readonly string[]
  /** Functions that the body calls, by name. */
  readonly functions: ReadonlyMap<string, string>
}
