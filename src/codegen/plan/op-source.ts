// Finds the op of a kind among the sources: its file, its exported name, and how many of (inputs, weights, params,
// context) it declares, so that calls pass these and no more.
import type { Operation, PrimitiveCall } from '../../compiler/program/program.ts'

/** Texts of TypeScript files by path below the repository's root. */
export type Sources = Readonly<Record<string, string>>

export interface OpSource {
  readonly path: string
  readonly exported: string
  /** Parameters it declares, 0 to 4; of a transform, by direction. */
  readonly arity: number | { readonly forward: number; readonly inverse: number }
}

/** How many arguments the op of a call declares, in the direction of the call. */
export const arityOf = ({ arity }: OpSource, call: PrimitiveCall): number =>
  typeof arity === 'number' ? arity : arity[directionOf(call)]

export function directionOf(call: PrimitiveCall): 'forward' | 'inverse' {
  switch (call.call) {
    case 'op':
      return call.direction ?? 'forward'
    case 'operation':
      return 'forward'
    default:
      return call satisfies never
  }
}

export const intrinsicsPath = 'src/engine/math/intrinsics.ts'

/** @throws {Error} if there is no such file, or it does not declare the function. */
export const findOp = (kind: string, sources: Sources): OpSource =>
  findIn(`nodes/${kind}/${stemOf(kind)}.op.ts`, kind, sources)

/** The same for one of the compiler's own operations. */
export const findOperation = (operation: Operation, sources: Sources): OpSource =>
  findIn(intrinsicsPath, operation, sources)

function findIn(path: string, kind: string, sources: Sources): OpSource {
  const exported = camelCase(stemOf(kind))
  const text = Object.hasOwn(sources, path) ? sources[path] : undefined
  if (text === undefined) throw new Error(`There is no source ${path} for the op ${kind}.`)
  const arity = findArity(text, exported)
  if (arity !== undefined) return { path, exported, arity }
  const [forward, inverse] = [findArity(text, 'forward'), findArity(text, 'inverse')]
  if (forward !== undefined && inverse !== undefined && new RegExp(`\\bconst ${exported}\\b`).test(text)) {
    return { path, exported, arity: { forward, inverse } }
  }
  throw new Error(`${path} declares neither a function ${exported}, nor a transform of that name with both directions.`)
}

/** Whichever comes first: `function name(`, a method `name(`, an arrow function `name: (`. */
function findArity(text: string, name: string): number | undefined {
  const start = new RegExp(`\\bfunction ${name}\\(|^ +${name}(?:: )?\\(`, 'm').exec(text)
  return start ? countParameters(text, start.index + start[0].length) : undefined
}

const stemOf = (kind: string): string => kind.split('/').at(-1) ?? kind

const camelCase = (text: string): string => text.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())

/** Counts what commas at the top level part, from behind the opening parenthesis to the closing one. */
function countParameters(text: string, start: number): number {
  let depth = 0
  let count = 0
  let hasWord = false
  for (let at = start; at < text.length; at++) {
    const character = text.charAt(at)
    if (text.startsWith('//', at)) at = text.indexOf('\n', at)
    else if (text.startsWith('/*', at)) at = text.indexOf('*/', at) + 1
    else if (text.startsWith('=>', at)) at++
    else if (depth === 0 && character === ')') return count + (hasWord ? 1 : 0)
    else if ('([{<'.includes(character)) depth++
    else if (')]}>'.includes(character)) depth--
    else if (depth === 0 && character === ',') {
      count++
      hasWord = false
      continue
    }
    if (/\S/.test(character)) hasWord = true
  }
  throw new Error('The list of parameters has no end.')
}
