import { messageOf } from '../../engine/text/message-of.ts'
/** An error that belongs to one node on the canvas: what went wrong while its call ran. */
export class NodeError extends Error {
  /** The node's id. */
  readonly node: string
  /** The full name of the call, `encoder/hidden1`. */
  readonly call: string

  constructor(node: string, call: string, cause: unknown) {
    super(`${call}: ${messageOf(cause)}`, { cause })
    this.name = 'NodeError'
    this.node = node
    this.call = call
  }
}
