// The document as compact JSON for links: wires by node index, parameters with their default value omitted, positions on a
// 10-pixel grid. It expands to the JSON of a file, so that one schema and one set of migrations serve both. A kind whose default
// changes needs a new version whose migration writes the old default if the parameter is missing.
import * as v from 'valibot'
import type { Definitions } from '../graph/definition.ts'
import { initialParams, jsonObjectSchema } from '../graph/fields.ts'
import type { JsonObject } from '../graph/json.ts'

/** Canvas pixels per unit of a link. */
export const layoutGrid = 10

const numbers = v.array(v.number())
const nodeIndex = v.pipe(v.number(), v.integer(), v.minValue(0))
const nodeSchema = v.strictObject({
  /** Kind and version, as an index into `kinds`. */
  k: nodeIndex,
  i: v.string(),
  /** Position. */
  l: v.exactOptional(numbers),
  params: v.exactOptional(jsonObjectSchema),
  /** Parameters with their default value. */
  unset: v.exactOptional(v.array(v.string())),
  title: v.exactOptional(v.string()),
  mode: v.exactOptional(v.string()),
  frozen: v.exactOptional(v.literal(true)),
})
export const compactSchema = v.strictObject({
  title: v.string(),
  kinds: v.array(v.tuple([v.string(), v.number()])),
  nodes: v.array(nodeSchema),
  /** From node, from port, to node, to port, then the coordinates of reroute points. */
  wires: v.array(v.tupleWithRest([nodeIndex, v.string(), nodeIndex, v.string()], v.number())),
  /** A missing node keeps its name. */
  frames: v.exactOptional(
    v.array(v.tupleWithRest([v.string(), v.string(), v.array(v.union([nodeIndex, v.string()]))], v.number())),
  ),
  notes: v.exactOptional(v.array(v.tupleWithRest([v.string(), v.string()], v.number()))),
  /** Seed, batch size, budget, schedule of the learning rate. */
  training: v.union([
    v.strictTuple([v.number(), v.number(), v.string(), v.number()]),
    v.strictTuple([v.number(), v.number(), v.string(), v.number(), v.string()]),
  ]),
})

export type CompactNode = v.InferOutput<typeof nodeSchema>
export type CompactDocument = v.InferOutput<typeof compactSchema>

/** None for an unknown kind or a version other than the current one: then every parameter is written. */
export function defaultsOf(kind: string, version: number, definitions: Definitions): JsonObject {
  const definition = definitions.get(kind)
  return definition?.version === version ? (initialParams(definition.fields) as JsonObject) : {}
}
