// Where an operand's number lies, as arithmetic on the consumer's row-major index:
//   map(i) = offset + Σ ((i / divisor) mod extent) · stride
// Broadcasting, slicing, transposing, tiling and reversing are all of this form. Maps are kept in one canonical form, so
// that equal maps are equal texts and shapes that differ by a reshape only give the identity.

export interface Term {
  readonly divisor: number
  readonly extent: number
  readonly stride: number
}

export interface IndexMap {
  readonly terms: readonly Term[]
  readonly offset: number
  /** Numbers of the consumer. */
  readonly size: number
}

type Shape = readonly number[]

/** @param strides of the operand, one for each axis of the consumer's shape. */
export function stridedMap(shape: Shape, strides: Shape, offset = 0): IndexMap {
  const terms: Term[] = []
  let divisor = 1
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis]!
    const stride = strides[axis]!
    const inner = terms.at(-1)
    if (extent > 1 && stride !== 0) {
      // Two axes that are contiguous in both tensors are one.
      const joins = inner && inner.divisor * inner.extent === divisor && inner.stride * inner.extent === stride
      if (joins) terms[terms.length - 1] = { ...inner, extent: inner.extent * extent }
      else terms.push({ divisor, extent, stride })
    }
    divisor *= extent
  }
  return { terms, offset, size: divisor }
}

export const identityMap = (size: number): IndexMap => stridedMap([size], [1])

/** Reads one number, whatever the consumer's size. */
export const scalarMap = (size: number): IndexMap => ({ terms: [], offset: 0, size })

/** Row-major. */
export function stridesOf(shape: Shape): number[] {
  const strides = new Array<number>(shape.length).fill(1)
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!
  return strides
}

/** NumPy's broadcasting. @throws Error when `from` cannot be broadcast to `to`. */
export function broadcastMap(from: Shape, to: Shape): IndexMap {
  const padded = [...new Array<number>(Math.max(0, to.length - from.length)).fill(1), ...from]
  const fits = padded.length === to.length && padded.every((extent, axis) => extent === to[axis] || extent === 1)
  if (!fits) throw new Error(`Fusion: [${from.join()}] cannot be broadcast to [${to.join()}].`)
  const strides = stridesOf(padded)
  return stridedMap(
    to,
    strides.map((stride, axis) => (padded[axis] === 1 ? 0 : stride)),
  )
}

export const isIdentity = ({ terms, offset, size }: IndexMap): boolean => {
  if (offset !== 0) return false
  if (size === 1) return terms.length === 0
  const [first] = terms
  return terms.length === 1 && first?.divisor === 1 && first.extent === size && first.stride === 1
}

/** Equal for equal maps. */
export const mapKey = ({ terms, offset }: IndexMap): string =>
  `${offset}${terms.map(({ divisor, extent, stride }) => `+${divisor}%${extent}*${stride}`).join('')}`

/** As WGSL on unsigned numbers, which wrap: a negative offset or stride is right again in the sum. */
export function mapText({ terms, offset, size }: IndexMap, index: string): string {
  const parts = terms.map(({ divisor, extent, stride }) => {
    const divided = divisor === 1 ? index : `(${index} / ${divisor}u)`
    const wrapped = divisor * extent === size ? divided : `(${divided} % ${extent}u)`
    return stride === 1 ? wrapped : `${wrapped} * ${unsigned(stride)}`
  })
  if (offset !== 0 || parts.length === 0) parts.push(unsigned(offset))
  return parts.join(' + ')
}

/** The same in JavaScript. */
export const mapIndex = ({ terms, offset }: IndexMap, index: number): number =>
  terms.reduce((sum, { divisor, extent, stride }) => sum + (Math.floor(index / divisor) % extent) * stride, offset)

const unsigned = (whole: number): string => `${whole < 0 ? 2 ** 32 + whole : whole}u`
