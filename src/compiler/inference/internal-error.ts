// An exception while reading a graph is a bug in Genloom: it is shown at its node, and everything else continues.

import { reasonOf } from '../../engine/text/message-of.ts'
import type { Problem } from '../../graph/problems.ts'
import { titleOf } from './title-of.ts'
import type { TypedNode } from './typed-graph.ts'

export const internalError = (
  { node, definition }: Pick<TypedNode, 'node' | 'definition'>,
  error: unknown,
): Problem => ({
  severity: 'error',
  code: 'internal-error',
  node: node.id,
  message: `Internal error in ${titleOf({ node, definition })}: ${reasonOf(error)}. Please report it with this graph.`,
  fixes: [],
})

/** The result of `read`, or its exception as a problem. */
export function findProblems(at: TypedNode, read: () => readonly Problem[]): readonly Problem[] {
  try {
    return read()
  } catch (error) {
    return [internalError(at, error)]
  }
}
