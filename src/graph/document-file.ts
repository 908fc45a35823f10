// The document as a file: checked by a schema when read, written with one node and one wire per line so that diffs are readable.

import * as v from 'valibot'
import { messageOf } from '../engine/text/message-of.ts'
import type { Definitions } from './definition.ts'
import { definitionsOf } from './definitions-of.ts'
import {
  defaultTraining,
  documentFormat,
  documentVersion,
  type Endpoint,
  emptyLayout,
  endpointKey,
  type GraphDocument,
  mostInBatch,
  type Wire,
} from './document.ts'
import { jsonObjectSchema } from './fields.ts'
import { isArray, type Json, type JsonObject } from './json.ts'
import { DocumentError, documentMigrations, migrateDocument, migrateNodes } from './migrations.ts'
import { parseJson } from './parse-json.ts'

const limits = { nodes: 2000, wires: 8000, frames: 500, notes: 500, title: 200, note: 10_000, points: 50 }

const id = v.pipe(
  v.string(),
  v.regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be a lower-case letter followed by at most 39 letters or digits'),
)
const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6))
const point = v.tuple([coordinate, coordinate])
const box = v.tuple([coordinate, coordinate, coordinate, coordinate])
const wirePattern =
  /^([a-z][A-Za-z0-9]{0,39})\.([a-z][A-Za-z0-9]{0,39}) -> ([a-z][A-Za-z0-9]{0,39})\.([a-z][A-Za-z0-9]{0,39})$/
/** Like valibot's own record, which silently drops keys such as "constructor". */
const record = <T>(item: v.GenericSchema<unknown, T>) =>
  v.pipe(
    v.custom<JsonObject>((value) => typeof value === 'object' && value !== null && !Array.isArray(value)),
    v.rawTransform(({ dataset: { value: input }, addIssue, NEVER }): Readonly<Record<string, T>> => {
      const entries: [string, T][] = []
      for (const [key, value] of Object.entries(input)) {
        const read = v.safeParse(item, value)
        if (read.success && key !== '__proto__') entries.push([key, read.output])
        else {
          const message = read.success ? 'not a valid position name' : read.issues[0].message
          addIssue({ message, path: [{ type: 'object', origin: 'value', input, key, value }] })
          return NEVER
        }
      }
      return Object.fromEntries(entries)
    }),
  )
const title = v.pipe(v.string(), v.maxLength(limits.title))
const count = (max: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(max))

const schema = v.strictObject({
  format: v.literal(documentFormat),
  version: v.literal(documentVersion),
  title,
  nodes: v.pipe(
    v.array(
      v.strictObject({
        id,
        kind: v.pipe(v.string(), v.maxLength(80)),
        version: count(1000),
        params: jsonObjectSchema,
        title: v.exactOptional(title),
        mode: v.exactOptional(v.picklist(['bypass', 'mute'])),
        frozen: v.exactOptional(v.literal(true)),
      }),
    ),
    v.maxLength(limits.nodes),
  ),
  wires: v.pipe(
    v.array(v.pipe(v.string(), v.regex(wirePattern, 'must read like "digits.x -> encoder.x"'))),
    v.maxLength(limits.wires),
  ),
  frames: v.optional(
    v.pipe(v.array(v.strictObject({ id, title, nodes: v.array(id) })), v.maxLength(limits.frames)),
    [],
  ),
  notes: v.optional(
    v.pipe(
      v.array(v.strictObject({ id, text: v.pipe(v.string(), v.maxLength(limits.note)) })),
      v.maxLength(limits.notes),
    ),
    [],
  ),
  training: v.optional(
    v.strictObject({
      seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffffffff)),
      batchSize: count(mostInBatch),
      budget: v.strictObject({
        unit: v.picklist(['steps', 'epochs', 'seconds']),
        amount: v.pipe(v.number(), v.finite(), v.minValue(0.001), v.maxValue(1e9)),
      }),
      schedule: v.exactOptional(v.picklist(['linear', 'cosine', 'stable-decay'])),
    }),
    defaultTraining,
  ),
  layout: v.optional(
    v.strictObject({
      nodes: v.optional(record(point), {}),
      frames: v.optional(record(box), {}),
      notes: v.optional(record(box), {}),
      wires: v.optional(record(v.pipe(v.array(point), v.maxLength(limits.points))), {}),
    }),
    {},
  ),
})

/**
 * Reads a document from parsed JSON and brings it and its nodes to the present versions.
 * Wires to missing nodes, duplicate identifiers and duplicate wire ends are errors, not repaired.
 * @throws {DocumentError} saying where the text differs from a document, or that it is newer than this program.
 */
export function readDocument(json: unknown, builtIn: Definitions): GraphDocument {
  const current = migrateDocument(json, documentMigrations)
  const result = v.safeParse(schema, current)
  if (!result.success) {
    const issue = result.issues[0]
    throw new DocumentError(`${v.getDotPath(issue) ?? 'document'}: ${issue.message}`)
  }
  const file = result.output
  const { title, frames, notes, training } = file
  const wires = file.wires.map(readWire)
  const layout = { ...emptyLayout, ...file.layout }
  const written: GraphDocument = { title, nodes: file.nodes, wires, frames, notes, training, layout }
  const nodes = migrateNodes(written.nodes, definitionsOf(written, builtIn))
  const ids = new Set<string>()
  for (const item of [...nodes, ...file.frames, ...file.notes]) {
    if (ids.has(item.id)) throw new DocumentError(`the identifier "${item.id}" is used twice`)
    ids.add(item.id)
  }
  const nodeIds = new Set(nodes.map((node) => node.id))
  const ends = new Set<string>()
  for (const wire of wires) {
    for (const { node } of [wire.from, wire.to]) {
      if (!nodeIds.has(node)) throw new DocumentError(`wire "${writeWire(wire)}" refers to the missing node "${node}"`)
    }
    const end = endpointKey(wire.to)
    if (ends.has(end)) throw new DocumentError(`input ${end} has two wires; an input takes one`)
    ends.add(end)
  }
  return { ...written, nodes }
}

/** Reads the text of a file. @throws {DocumentError} also if the text is not JSON. */
export function parseDocument(text: string, builtIn: Definitions): GraphDocument {
  let json: unknown
  try {
    json = parseJson(text)
  } catch (cause) {
    const reason = messageOf(cause)
    throw new DocumentError(cause instanceof SyntaxError ? `the text is not JSON: ${reason}` : reason, { cause })
  }
  return readDocument(json, builtIn)
}

function readWire(text: string): Wire {
  const [, fromNode = '', fromPort = '', toNode = '', toPort = ''] = wirePattern.exec(text) ?? []
  return { from: { node: fromNode, port: fromPort }, to: { node: toNode, port: toPort } }
}

export const writeWire = ({ from, to }: { from: Endpoint; to: Endpoint }): string =>
  `${endpointKey(from)} -> ${endpointKey(to)}`

/** The document as the JSON of a file, in a fixed key order, without empty parts. */
export function documentJson(document: GraphDocument): JsonObject {
  const nodes = document.nodes.map((node): JsonObject => {
    const { id, kind, version, params, title, mode, frozen } = node
    return {
      id,
      kind,
      version,
      params: sortedDeep(params),
      ...(title === undefined ? {} : { title }),
      ...(mode ? { mode } : {}),
      ...(frozen ? { frozen } : {}),
    }
  })
  const { seed, batchSize, budget, schedule } = document.training
  const layout = Object.entries(document.layout).filter(([, part]) => Object.keys(part).length > 0)
  return {
    format: documentFormat,
    version: documentVersion,
    title: document.title,
    nodes,
    wires: document.wires.map(writeWire).sort(),
    ...(document.frames.length
      ? { frames: document.frames.map(({ id, title, nodes }) => ({ id, title, nodes })) }
      : {}),
    ...(document.notes.length ? { notes: document.notes.map(({ id, text }) => ({ id, text })) } : {}),
    training: {
      seed,
      batchSize,
      budget: { unit: budget.unit, amount: budget.amount },
      ...(schedule && { schedule }),
    },
    layout: Object.fromEntries(layout.map(([name, part]) => [name, sortedKeys(part)])),
  }
}

const sortedKeys = (object: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key): [string, Json] => [key, object[key] ?? null]),
  )

/** Lists keep their order, objects in them do not. */
function sortedDeep<T extends Json>(value: T): T
function sortedDeep(value: Json): Json {
  if (isArray(value)) return value.map((item) => sortedDeep(item))
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value).sort()
  return Object.fromEntries(keys.map((key): [string, Json] => [key, sortedDeep(value[key] ?? null)]))
}

/** Canonical text: equal documents give equal text. */
export function writeDocument(document: GraphDocument): string {
  const parts = Object.entries(documentJson(document)).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${writePart(value)}`,
  )
  return `{\n${parts.join(',\n')}\n}\n`
}

function writePart(value: Json): string {
  if (!Array.isArray(value) || value.length === 0) return JSON.stringify(value)
  return `[\n${value.map((item) => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`
}
