// Copied nodes as text for the system's clipboard, so that they can be pasted into another window. What comes back is
// untrusted and is read by the same schema as a file.
import type { Definitions } from '../../graph/definition.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { documentJson, readDocument, writeWire } from '../../graph/document-file.ts'
import type { Fragment } from '../../graph/fragment.ts'
import { DocumentError } from '../../graph/migrations.ts'

const format = 'genloom-fragment'

export function writeFragment({ nodes, wires, frames, notes, layout }: Fragment): string {
  const ids = new Set(nodes.map((node) => node.id))
  const document: GraphDocument = {
    ...emptyDocument,
    nodes,
    wires: wires.filter((wire) => ids.has(wire.from.node)),
    frames,
    notes,
    layout,
  }
  const inputs = wires.filter((wire) => !ids.has(wire.from.node)).map(writeWire)
  return JSON.stringify({ format, document: documentJson(document), inputs })
}

/** `null` where the text is something else, or damaged: the clipboard belongs to every program. */
export function readFragment(text: string, builtIn: Definitions): Fragment | null {
  if (!text.startsWith('{') || !text.includes(format)) return null
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null || !('format' in json) || json.format !== format) return null
    if (!('document' in json) || !('inputs' in json) || !Array.isArray(json.inputs)) return null
    const { nodes, wires, frames, notes, layout } = readDocument(json.document, builtIn)
    const inputs = json.inputs.flatMap((input: unknown) => readInput(input))
    return { nodes, wires: [...wires, ...inputs], frames, notes, layout }
  } catch (error) {
    if (error instanceof DocumentError || error instanceof SyntaxError) return null
    throw error
  }
}

function readInput(input: unknown): Fragment['wires'] {
  const match = typeof input === 'string' ? /^(\w{1,40})\.(\w{1,40}) -> (\w{1,40})\.(\w{1,40})$/.exec(input) : null
  const [, fromNode, fromPort, toNode, toPort] = match ?? []
  if (!fromNode || !fromPort || !toNode || !toPort) return []
  return [{ from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }]
}
