// Part of a dispatch: numbers that are computed by one loop over the same indices. A job over points has a thread for each
// number; a job over a reduction [outer, length, inner] walks along `length`, and may compute, besides the reduced numbers,
// others of the full size and others of the reduced size on its way.
import { isIdentity, mapKey, stridedMap } from './index-map.ts'
import { operandsOf, type ReductionShape, type Value } from './value.ts'

export type Domain =
  | { readonly kind: 'points'; readonly size: number }
  | { readonly kind: 'reduction'; readonly shape: ReductionShape }

export interface Job {
  readonly domain: Domain
  /** Each after those that it is computed from. */
  readonly members: readonly Value[]
}

/**
 * Where in the loop a number is needed: at the loop's own index, at the index of the reduced number, or anywhere else,
 * where nothing that the loop has computed can be used.
 */
export type Level = 'element' | 'result' | 'elsewhere'

export const domainOf = ({ definition, size }: Value): Domain =>
  definition.kind === 'reduced' ? { kind: 'reduction', shape: definition.shape } : { kind: 'points', size }

/** How a value fits a loop; null where it does not. */
export function levelIn(domain: Domain, value: Value): Level | null {
  const { definition, size } = value
  if (domain.kind === 'points') return definition.kind !== 'reduced' && size === domain.size ? 'element' : null
  const { outer, length, inner } = domain.shape
  if (definition.kind === 'reduced') return isSameShape(definition.shape, domain.shape) ? 'result' : null
  if (size === outer * length * inner) return 'element'
  return size === outer * inner ? 'result' : null
}

/** The level at which the operands of a value are needed. */
export function sourceLevels(domain: Domain, value: Value, level: Level): readonly { value: Value; level: Level }[] {
  if (value.definition.kind === 'reduced') {
    return [{ value: value.definition.operand, level: level === 'result' ? 'element' : 'elsewhere' }]
  }
  return operandsOf(value).map(({ value: source, map }) => {
    if (isIdentity(map) && source.size === value.size) return { value: source, level }
    const isResult = level === 'element' && domain.kind === 'reduction' && mapKey(map) === resultKey(domain.shape)
    return { value: source, level: isResult ? 'result' : 'elsewhere' }
  })
}

/** From the index of a number of the full size to that of the reduced number it belongs to. */
export const resultKey = ({ outer, length, inner }: ReductionShape): string =>
  mapKey(stridedMap([outer, length, inner], [inner, 0, 1]))

const isSameShape = (a: ReductionShape, b: ReductionShape): boolean =>
  a.outer === b.outer && a.length === b.length && a.inner === b.inner
