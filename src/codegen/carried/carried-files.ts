// The files that are copied into a project: the whole engine, and the ops of its model. They are the same text that
// runs in the editor; only the paths of imports change.
import type { Sources } from '../plan/op-source.ts'
import type { ProjectFile } from '../plan/page.ts'

/** Where a source goes in a project; the first matching pattern decides. */
const places: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^nodes\/.*\/([^/]+)\.op\.ts$/, 'ops/$1.ts'],
  [/^src\/engine\//, 'engine/'],
]

/** Folders of a project in reading order. */
const folders = ['ops', 'engine']

/** The whole engine is included. */
export const engineOf = (sources: Sources): string[] =>
  Object.keys(sources).filter((path) => path.startsWith('src/engine/'))

const specifiers = /(\bfrom |\bimport |\bimport\()'([^']+)'/g

/** @throws {Error} for a source that has no place in a project. */
export function projectPathOf(source: string): string {
  const place = places.find(([pattern]) => pattern.test(source))
  if (!place) throw new Error(`The source ${source} has no place in an exported project.`)
  return source.replace(place[0], place[1])
}

/**
 * The given sources and everything they import, folder by folder.
 * @throws {Error} if one is missing, imports a package other than TensorFlow.js, or two would have the same path.
 */
export function carryFiles(roots: Iterable<string>, sources: Sources): ProjectFile[] {
  const carried = new Map<string, { readonly source: string; readonly file: ProjectFile }>()
  const open = [...roots]
  for (let source = open.pop(); source !== undefined; source = open.pop()) {
    const path = projectPathOf(source)
    const known = carried.get(path)
    if (known?.source === source) continue
    if (known) throw new Error(`${source} and ${known.source} would both lie at ${path} in an exported project.`)
    const text = Object.hasOwn(sources, source) ? sources[source] : undefined
    if (text === undefined) throw new Error(`There is no source ${source}.`)
    const rewritten = text.replace(specifiers, (_, keyword: string, specifier: string) => {
      if (!specifier.startsWith('.')) return `${keyword}'${packageOf(specifier, source)}'`
      const target = joinPath(source, specifier)
      open.push(target)
      return `${keyword}'${relativePath(path, projectPathOf(target))}'`
    })
    carried.set(path, { source, file: { path, text: rewritten } })
  }
  return [...carried.values()].map(({ file }) => file).sort((a, b) => compareKeys(sortKey(a.path), sortKey(b.path)))
}

/** Sorted by top-level folder, then folder, then name. */
function sortKey(path: string): readonly string[] {
  const parts = path.split('/')
  const [top = ''] = parts
  return [String(folders.indexOf(top)), parts.slice(0, -1).join('/'), parts.at(-1) ?? '']
}

function compareKeys(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((key, index) => key !== b[index])
  return at < 0 || (a[at] ?? '') < (b[at] ?? '') ? -1 : 1
}

/** The union package is the familiar one; it contains the modules that the sources import. */
function packageOf(specifier: string, source: string): string {
  if (/^@tensorflow\/tfjs-(core|backend-cpu)(\/|$)/.test(specifier)) return '@tensorflow/tfjs'
  if (/^(node:|@tensorflow\/tfjs-backend-(wasm|webgpu)$)/.test(specifier)) return specifier
  throw new Error(`${source} imports ${specifier}, but an exported project has only TensorFlow.js.`)
}

/** The path that a specifier in a file refers to. */
function joinPath(file: string, specifier: string): string {
  const parts = file.split('/').slice(0, -1)
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}

export function relativePath(fromFile: string, toFile: string): string {
  const from = fromFile.split('/').slice(0, -1)
  const to = toFile.split('/')
  let shared = 0
  while (shared < from.length && from[shared] === to[shared]) shared++
  const up = from.slice(shared).map(() => '..')
  return [...(up.length ? up : ['.']), ...to.slice(shared)].join('/')
}
