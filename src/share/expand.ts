// Reads the compact form of a document back into the JSON of a file.
import * as v from 'valibot'
import type { Definitions } from '../graph/definition.ts'
import { documentFormat, documentVersion, endpointKey } from '../graph/document.ts'
import type { JsonObject } from '../graph/json.ts'
import { type CompactNode, compactSchema, defaultsOf, layoutGrid } from './compact-form.ts'

/**
 * The JSON of a file, for `readDocument`.
 * @throws {Error} saying where the value is not a compact document.
 */
export function expandDocument(value: unknown, definitions: Definitions): JsonObject {
  const result = v.safeParse(compactSchema, value)
  if (!result.success) {
    const [issue] = result.issues
    throw new Error(`${v.getDotPath(issue) ?? 'document'}: ${issue.message}`)
  }
  const { title, kinds, nodes, wires, frames = [], notes = [], training } = result.output
  const nodeAt = (place: number) => {
    const node = nodes[place]
    if (!node) throw new Error(`node ${place} is named, but there are only ${nodes.length}`)
    return node
  }
  const wireEnds = wires.map(([from, fromPort, to, toPort, ...points]) => ({
    from: { node: nodeAt(from).i, port: fromPort },
    to: { node: nodeAt(to).i, port: toPort },
    points: pairs(fromGrid(points)),
  }))
  const [seed, batchSize, unit, amount, schedule] = training
  return {
    format: documentFormat,
    version: documentVersion,
    title,
    nodes: nodes.map((node): JsonObject => {
      const kind = kinds[node.k]
      if (!kind) throw new Error(`node "${node.i}" is of kind ${node.k}, but only ${kinds.length} are listed`)
      return expandNode(node, kind, definitions)
    }),
    wires: wireEnds.map(({ from, to }) => `${endpointKey(from)} -> ${endpointKey(to)}`),
    frames: frames.map(([id, name, members]) => ({
      id,
      title: name,
      nodes: members.map((member) => (typeof member === 'number' ? nodeAt(member).i : member)),
    })),
    notes: notes.map(([id, text]) => ({ id, text })),
    training: { seed, batchSize, budget: { unit, amount }, ...(schedule !== undefined && { schedule }) },
    layout: {
      nodes: located(nodes.map(({ i, l = [] }) => [i, l])),
      frames: located(frames.map(([id, , , ...box]) => [id, box])),
      notes: located(notes.map(([id, , ...box]) => [id, box])),
      wires: Object.fromEntries(
        wireEnds.filter(({ points }) => points.length > 0).map(({ to, points }) => [endpointKey(to), points]),
      ),
    },
  }
}

function expandNode(
  node: CompactNode,
  [kind, version]: readonly [string, number],
  definitions: Definitions,
): JsonObject {
  const { i, params = {}, unset = [], title, mode, frozen } = node
  const defaults = Object.entries(defaultsOf(kind, version, definitions)).filter(([name]) => !unset.includes(name))
  return {
    id: i,
    kind,
    version,
    params: { ...Object.fromEntries(defaults), ...params },
    ...(title === undefined ? {} : { title }),
    ...(mode === undefined ? {} : { mode }),
    ...(frozen ? { frozen } : {}),
  }
}

const fromGrid = (coordinates: readonly number[]): number[] => coordinates.map((coordinate) => coordinate * layoutGrid)

const located = (items: readonly (readonly [string, readonly number[]])[]): JsonObject =>
  Object.fromEntries(items.filter(([, at]) => at.length > 0).map(([id, at]) => [id, fromGrid(at)]))

/** With an odd number of coordinates the last point has only one, which the document's schema rejects. */
const pairs = (coordinates: readonly number[]): number[][] =>
  Array.from({ length: Math.ceil(coordinates.length / 2) }, (_, i) => coordinates.slice(2 * i, 2 * i + 2))
