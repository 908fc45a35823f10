// Writes the compact form of a document.

import type { Definitions } from '../graph/definition.ts'
import {
  type Box,
  endpointKey,
  type GraphDocument,
  type GraphNode,
  type Point,
  type TrainingSettings,
} from '../graph/document.ts'
import { sameJson } from '../graph/json.ts'
import { lookup } from '../graph/lookup.ts'
import { type CompactDocument, type CompactNode, defaultsOf, layoutGrid } from './compact-form.ts'

/** Positions of items that are not in the document are dropped; everything else is kept. */
export function compactDocument(document: GraphDocument, definitions: Definitions): CompactDocument {
  const { layout, training } = document
  const kinds: [string, number][] = []
  const places = new Map<string, number>(document.nodes.map((node, place) => [node.id, place]))
  const placeOf = (id: string): number => {
    const place = places.get(id)
    if (place === undefined) throw new Error(`A wire names the node "${id}", which the document does not hold.`)
    return place
  }
  const kindPlace = ({ kind, version }: GraphNode): number => {
    const known = kinds.findIndex(([name, number]) => name === kind && number === version)
    return known === -1 ? kinds.push([kind, version]) - 1 : known
  }
  const nodes = document.nodes.map((node): CompactNode => {
    const { title, mode, frozen } = node
    const l = toGrid(lookup(layout.nodes, node.id))
    return {
      k: kindPlace(node),
      i: node.id,
      ...(l ? { l } : {}),
      ...compactParams(node, definitions),
      ...(title === undefined ? {} : { title }),
      ...(mode ? { mode } : {}),
      ...(frozen ? { frozen } : {}),
    }
  })
  const wires = document.wires.map(({ from, to }): CompactDocument['wires'][number] => {
    const points = lookup(layout.wires, endpointKey(to)) ?? []
    return [placeOf(from.node), from.port, placeOf(to.node), to.port, ...points.flatMap((point) => toGrid(point) ?? [])]
  })
  const frames = document.frames.map(({ id, title, nodes }): NonNullable<CompactDocument['frames']>[number] => [
    id,
    title,
    nodes.map((node) => places.get(node) ?? node),
    ...(toGrid(lookup(layout.frames, id)) ?? []),
  ])
  const notes = document.notes.map(({ id, text }): NonNullable<CompactDocument['notes']>[number] => [
    id,
    text,
    ...(toGrid(lookup(layout.notes, id)) ?? []),
  ])
  return {
    title: document.title,
    kinds,
    nodes,
    wires,
    ...(frames.length ? { frames } : {}),
    ...(notes.length ? { notes } : {}),
    training: compactTraining(training),
  }
}

function compactTraining({ seed, batchSize, budget, schedule }: TrainingSettings): CompactDocument['training'] {
  const settings = [seed, batchSize, budget.unit, budget.amount] as const
  return schedule ? [...settings, schedule] : [...settings]
}

function compactParams(node: GraphNode, definitions: Definitions): Pick<CompactNode, 'params' | 'unset'> {
  const defaults = defaultsOf(node.kind, node.version, definitions)
  const changed = Object.entries(node.params).filter(
    ([name, value]) => !(Object.hasOwn(defaults, name) && sameJson(defaults[name], value)),
  )
  const unset = Object.keys(defaults).filter((name) => !Object.hasOwn(node.params, name))
  return {
    ...(changed.length ? { params: Object.fromEntries(changed) } : {}),
    ...(unset.length ? { unset } : {}),
  }
}

const toGrid = (coordinates: Point | Box | undefined): number[] | undefined =>
  coordinates?.map((coordinate) => Math.round(coordinate / layoutGrid) + 0) // + 0: no negative zero
