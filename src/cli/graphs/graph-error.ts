import { messageOf } from '../../engine/text/message-of.ts'
import type { Problem } from '../../graph/problems.ts'

/** An unusable graph: its problems are shown, exit status 1. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
  readonly problems: readonly Problem[]

  constructor(message: string, problems: readonly Problem[], options?: ErrorOptions) {
    super(message, options)
    this.problems = problems
  }
}

/** For a file or link without a graph. */
export const unreadable = (cause: unknown): GraphError => {
  const message = messageOf(cause)
  return new GraphError(message, [{ severity: 'error', code: 'unreadable', message, fixes: [] }], { cause })
}
