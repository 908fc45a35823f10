import type { TypedNode } from './typed-graph.ts'

/** The displayed name of a node: its own title, or else its kind's. */
export const titleOf = ({ node, definition }: Pick<TypedNode, 'node' | 'definition'>): string =>
  node.title ?? definition?.title ?? node.kind
