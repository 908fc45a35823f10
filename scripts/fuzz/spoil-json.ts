// A file's JSON with something in it that its schema does not allow: such a file must be refused, and nothing worse.
import { isArray, type Json, type JsonObject } from '../../src/graph/json.ts'
import type { Chance } from './chance.ts'
import { hostileJson, hostileNames } from './hostile.ts'

/** Some place in the JSON, replaced, doubled, left out or renamed. */
export function spoilJson(json: Json, chance: Chance): Json {
  if (typeof json !== 'object' || json === null || chance.happens(0.15)) return hostileJson(chance)
  if (isArray(json)) {
    const at = chance.below(json.length + 1)
    const rest = json.slice(at + 1)
    const part = json[at]
    if (part === undefined) return [...json, hostileJson(chance)]
    const changed = chance.pick<() => readonly Json[]>([() => [spoilJson(part, chance)], () => [part, part], () => []])
    return [...json.slice(0, at), ...changed(), ...rest]
  }
  const chosen = chance.maybe(Object.entries(json))
  if (!chosen) return { [chance.pick(hostileNames)]: hostileJson(chance) }
  const [name, part] = chosen
  const others = Object.entries(json).filter(([other]) => other !== name)
  const changed = chance.weighted<() => JsonObject>([
    [6, () => ({ [name]: spoilJson(part, chance) })],
    [1, () => ({})],
    [1, () => ({ [chance.pick(hostileNames)]: part })],
    [1, () => ({ [name]: part, [chance.pick(hostileNames)]: part })],
  ])
  return Object.fromEntries([...others, ...Object.entries(changed())])
}
