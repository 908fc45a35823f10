// Circles of imports, of types too: files that cannot be read one before the other.
import { posix } from 'node:path'
import { importsOf } from './imports.ts'

/** Each circle once, as the files along the shortest way from its first file back to it. @param sources text by path. */
export function circlesIn(sources: ReadonlyMap<string, string>): string[][] {
  const targets = new Map([...sources].map(([path, text]) => [path, targetsOf(path, text, sources)]))
  const circles: string[][] = []
  const told = new Set<string>()
  for (const path of sources.keys()) {
    if (told.has(path)) continue
    const circle = wayBackTo(path, targets)
    if (!circle) continue
    circles.push(circle)
    for (const one of circle) told.add(one)
  }
  return circles
}

/** A worker that is started runs apart. */
function targetsOf(path: string, text: string, sources: ReadonlyMap<string, string>): string[] {
  const imports = importsOf(path, text).filter(({ isWorker }) => !isWorker)
  const paths = imports.map(({ specifier }) => posix.join(posix.dirname(path), specifier))
  return [...new Set(paths)].filter((target) => sources.has(target))
}

function wayBackTo(start: string, targets: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const open = [start]
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    for (const target of targets.get(at) ?? []) {
      if (target === start) return wayTo(at, start, cameFrom)
      if (cameFrom.has(target)) continue
      cameFrom.set(target, at)
      open.push(target)
    }
  }
  return undefined
}

function wayTo(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end]
  for (let at: string | undefined = end; at !== start && at !== undefined; ) {
    at = cameFrom.get(at)
    if (at !== undefined) way.unshift(at)
  }
  return way
}
