// Edits of a document as pure functions: they return a new document that shares the unchanged parts.

import type { Definitions, NodeDefinition } from './definition.ts'
import {
  type Box,
  type Endpoint,
  endpointKey,
  type Frame,
  findNode,
  type GraphDocument,
  type GraphNode,
  type LearningRateSchedule,
  type NodeMode,
  type Point,
  sameEndpoint,
  type TrainingSettings,
  type Wire,
} from './document.ts'
import { initialParams } from './fields.ts'
import type { Json, JsonObject } from './json.ts'
import { lookup } from './lookup.ts'

/** A short unused identifier: `encoder`, then `encoder2`, ... */
export function freeId(document: GraphDocument, stem: string): string {
  const taken = new Set([...document.nodes, ...document.frames, ...document.notes].map((item) => item.id))
  const base =
    stem
      .replace(/[^A-Za-z0-9]/g, '')
      .replace(/^[^a-z]+/, '')
      .slice(0, 32) || 'node'
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}${number}`)) number++
  return `${base}${number}`
}

/** `layers/conv2d-transpose` gives `conv2dTranspose`. */
export const idStem = (kind: string): string =>
  (kind.split('/').at(-1) ?? kind).replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

/** A new node of a kind with its defaults and the given parameters. */
export function createNode(document: GraphDocument, definition: NodeDefinition, params: JsonObject = {}): GraphNode {
  const initial = initialParams(definition.fields) as JsonObject
  return {
    id: freeId(document, idStem(definition.kind)),
    kind: definition.kind,
    version: definition.version,
    params: { ...initial, ...params },
  }
}

export function addNode(document: GraphDocument, node: GraphNode, position: Point): GraphDocument {
  return {
    ...document,
    nodes: [...document.nodes, node],
    layout: { ...document.layout, nodes: { ...document.layout.nodes, [node.id]: position } },
  }
}

/** Replaces whatever wire the input had. */
export function connect(document: GraphDocument, from: Endpoint, to: Endpoint): GraphDocument {
  const existing = document.wires.find((wire) => sameEndpoint(wire.to, to))
  if (existing && sameEndpoint(existing.from, from)) return document
  const wires = document.wires.filter((wire) => wire !== existing)
  return withWires(document, [...wires, { from: bare(from), to: bare(to) }])
}

/** Copies only the two names, dropping any further properties. */
const bare = ({ node, port }: Endpoint): Endpoint => ({ node, port })

export function disconnect(document: GraphDocument, to: Endpoint): GraphDocument {
  const wires = document.wires.filter((wire) => !sameEndpoint(wire.to, to))
  return wires.length === document.wires.length ? document : withWires(document, wires)
}

function withWires(document: GraphDocument, wires: readonly Wire[]): GraphDocument {
  const ends = new Set(wires.map((wire) => endpointKey(wire.to)))
  const { layout } = document
  return { ...document, wires, layout: { ...layout, wires: onlyKeys(layout.wires, (key) => ends.has(key)) } }
}

/** Removes nodes, frames and notes with their wires. With `bridges`, the sources of a removed node are connected to its targets:
 * each bridge is a wire to draw afterwards.
 */
export function removeItems(
  document: GraphDocument,
  ids: ReadonlySet<string>,
  bridges: readonly Wire[] = [],
): GraphDocument {
  const kept = (item: { id: string }) => !ids.has(item.id)
  const { layout } = document
  const staying = (part: string) => !ids.has(part)
  const base: GraphDocument = {
    ...document,
    nodes: document.nodes.filter(kept),
    frames: document.frames.filter(kept).map((frame) => withoutMembers(frame, ids)),
    notes: document.notes.filter(kept),
    layout: {
      ...layout,
      nodes: onlyKeys(layout.nodes, staying),
      frames: onlyKeys(layout.frames, staying),
      notes: onlyKeys(layout.notes, staying),
    },
  }
  const wires = document.wires.filter((wire) => !ids.has(wire.from.node) && !ids.has(wire.to.node))
  // A node may be wired to itself in a file.
  const spanning = bridges.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node))
  return spanning.reduce((next, wire) => connect(next, wire.from, wire.to), withWires(base, wires))
}

const withoutMembers = (frame: Frame, ids: ReadonlySet<string>): Frame =>
  frame.nodes.some((id) => ids.has(id)) ? { ...frame, nodes: frame.nodes.filter((id) => !ids.has(id)) } : frame

function onlyKeys<T>(record: Readonly<Record<string, T>>, keep: (key: string) => boolean): Readonly<Record<string, T>> {
  const entries = Object.entries(record)
  const kept = entries.filter(([key]) => keep(key))
  return kept.length === entries.length ? record : Object.fromEntries(kept)
}

/** The wires that would close the gap a node leaves: its first connected input to each consumer of its outputs. */
export function bridgesAround(document: GraphDocument, node: string, firstInput: string | undefined): readonly Wire[] {
  const feed = document.wires.find((wire) => wire.to.node === node && wire.to.port === firstInput)
  if (!feed) return []
  return document.wires.filter((wire) => wire.from.node === node).map((wire) => ({ from: feed.from, to: wire.to }))
}

export function setParam(document: GraphDocument, node: string, field: string, value: Json): GraphDocument {
  return changeNode(document, node, (old) =>
    old.params[field] === value ? old : { ...old, params: { ...old.params, [field]: value } },
  )
}

/** Moves a node directly before another in the list: objectives are minimised in list order. */
export function placeBefore(document: GraphDocument, node: string, before: string): GraphDocument {
  const moved = document.nodes.find(({ id }) => id === node)
  if (!moved || !document.nodes.some(({ id }) => id === before) || node === before) return document
  const others = document.nodes.filter((one) => one !== moved)
  const place = others.findIndex(({ id }) => id === before)
  return { ...document, nodes: others.toSpliced(place, 0, moved) }
}

/** Removes a parameter, so that its default applies. */
export function resetParam(document: GraphDocument, node: string, field: string): GraphDocument {
  return changeNode(document, node, (old) => {
    const { [field]: _, ...params } = old.params
    return { ...old, params }
  })
}

/** An empty title restores that of the kind. */
export function setTitle(document: GraphDocument, node: string, title: string): GraphDocument {
  return changeNode(document, node, ({ title: _, ...old }) => (title.trim() ? { ...old, title: title.trim() } : old))
}

export function setMode(
  document: GraphDocument,
  nodes: ReadonlySet<string>,
  mode: NodeMode | undefined,
): GraphDocument {
  return changeNodes(document, nodes, ({ mode: _, ...old }) => (mode ? { ...old, mode } : old))
}

export function setFrozen(document: GraphDocument, nodes: ReadonlySet<string>, frozen: boolean): GraphDocument {
  return changeNodes(document, nodes, ({ frozen: _, ...old }) => (frozen ? { ...old, frozen: true } : old))
}

function changeNode(document: GraphDocument, id: string, change: (node: GraphNode) => GraphNode): GraphDocument {
  return changeNodes(document, new Set([id]), change)
}

function changeNodes(
  document: GraphDocument,
  ids: ReadonlySet<string>,
  change: (node: GraphNode) => GraphNode,
): GraphDocument {
  const nodes = document.nodes.map((node) => (ids.has(node.id) ? change(node) : node))
  return nodes.every((node, i) => node === document.nodes[i]) ? document : { ...document, nodes }
}

export function moveNodes(document: GraphDocument, positions: Readonly<Record<string, Point>>): GraphDocument {
  const { layout } = document
  return { ...document, layout: { ...layout, nodes: { ...layout.nodes, ...positions } } }
}

export function setFrameBox(document: GraphDocument, frame: string, box: Box): GraphDocument {
  const { layout } = document
  return { ...document, layout: { ...layout, frames: { ...layout.frames, [frame]: box } } }
}

export function setNoteBox(document: GraphDocument, note: string, box: Box): GraphDocument {
  const { layout } = document
  return { ...document, layout: { ...layout, notes: { ...layout.notes, [note]: box } } }
}

export function setReroutes(document: GraphDocument, end: Endpoint, points: readonly Point[]): GraphDocument {
  const { layout } = document
  const key = endpointKey(end)
  const wires = points.length
    ? { ...layout.wires, [key]: points }
    : onlyKeys(layout.wires, (candidate) => candidate !== key)
  return { ...document, layout: { ...layout, wires } }
}

export function addFrame(document: GraphDocument, title: string, nodes: readonly string[], box: Box): GraphDocument {
  const frame = { id: freeId(document, 'frame'), title, nodes }
  return setFrameBox({ ...document, frames: [...document.frames, frame] }, frame.id, box)
}

export function setFrameTitle(document: GraphDocument, id: string, title: string): GraphDocument {
  return { ...document, frames: document.frames.map((frame) => (frame.id === id ? { ...frame, title } : frame)) }
}

export function addNote(document: GraphDocument, text: string, box: Box): GraphDocument {
  const note = { id: freeId(document, 'note'), text }
  return setNoteBox({ ...document, notes: [...document.notes, note] }, note.id, box)
}

export function setNoteText(document: GraphDocument, id: string, text: string): GraphDocument {
  return { ...document, notes: document.notes.map((note) => (note.id === id ? { ...note, text } : note)) }
}

export const setDocumentTitle = (document: GraphDocument, title: string): GraphDocument => ({ ...document, title })

/** @param schedule undefined for constant learning rates. */
export function setSchedule(document: GraphDocument, schedule: LearningRateSchedule | undefined): GraphDocument {
  const { schedule: _, ...training } = document.training
  return { ...document, training: schedule ? { ...training, schedule } : training }
}

export const setTraining = (document: GraphDocument, change: Partial<TrainingSettings>): GraphDocument => ({
  ...document,
  training: { ...document.training, ...change },
})

/** Inserts a node into a wire: source to node, node to end. */
export function insertOnWire(
  document: GraphDocument,
  end: Endpoint,
  node: GraphNode,
  ports: { readonly input: string; readonly output: string },
  position?: Point,
): GraphDocument {
  const wire = document.wires.find((candidate) => sameEndpoint(candidate.to, end))
  const present = findNode(document, node.id)
  const added = present ? document : addNode(document, node, position ?? between(document, wire, end))
  const fed = wire ? connect(added, wire.from, { node: node.id, port: ports.input }) : added
  return connect(fed, { node: node.id, port: ports.output }, end)
}

function between(document: GraphDocument, wire: Wire | undefined, end: Endpoint): Point {
  const to = lookup(document.layout.nodes, end.node) ?? [0, 0]
  const from = wire ? lookup(document.layout.nodes, wire.from.node) : undefined
  return from ? [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2 + 40] : [to[0] - 240, to[1]]
}

/** The kind of a new node must be known. */
export function definitionOf(definitions: Definitions, kind: string): NodeDefinition {
  const definition = definitions.get(kind)
  if (!definition) throw new Error(`There is no node kind "${kind}".`)
  return definition
}
