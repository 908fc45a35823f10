// A picture of the rooms for docs/architecture.md, from the import table: each room stands above all that it imports.
import { type Layer, layers } from './layers.ts'

/** Parts of another room, and what is not part of the product. */
const hidden = new Set([
  'manifest',
  'tests of the whole',
  'inside engine',
  'plan',
  'baselines',
  'bench',
  'e2e',
  'scripts',
])

/** A line for each floor, the topmost first. */
export function picture(): string {
  const shown = layers.filter(({ name }) => !hidden.has(name))
  const floors = new Map(shown.map(({ name }) => [name, 0]))
  const floorOf = (layer: Layer) => 1 + Math.max(-1, ...below(layer).map((name) => floors.get(name) ?? -1))
  // A room's floor is right once those below it are, so that one round per room is enough.
  for (const _ of shown) for (const layer of shown) floors.set(layer.name, floorOf(layer))
  const top = Math.max(...floors.values())
  return Array.from({ length: top + 1 }, (_, i) => {
    const names = shown.filter(({ name }) => floors.get(name) === top - i).map(({ name }) => name)
    return `floor ${top - i}   ${names.join(' · ')}`
  }).join('\n')
}

/** Layers that a layer imports code or types of. An op uses types of its definition, which does not import the op: that does not
 * count as a floor. */
const below = ({ name, imports, types = [] }: Layer): readonly string[] =>
  [...imports, ...(name === 'ops' ? [] : types)].filter((other) => other !== name && !hidden.has(other))
