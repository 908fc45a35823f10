import type { Checkpoint } from './checkpoint.ts'
import type { Finding } from './failure-search.ts'

/** The end of a run that went wrong; the checkpoint is the last good state. */
export class TrainingError extends Error {
  readonly checkpoint: Checkpoint | undefined
  /** Whose tensor or call it was: of a graph's model, a node. */
  readonly owner: string | undefined
  /** Where numbers first were not finite. */
  readonly finding: Finding | undefined

  constructor(
    message: string,
    checkpoint: Checkpoint | undefined,
    {
      owner,
      finding,
      cause,
    }: { readonly owner?: string | undefined; readonly finding?: Finding; readonly cause?: unknown } = {},
  ) {
    super(message, { cause })
    this.name = 'TrainingError'
    this.checkpoint = checkpoint
    this.owner = finding?.owner ?? owner
    this.finding = finding
  }
}
