// Whether data can be drawn as points of the plane, as numbers on the line, or as images; and which part of the plane or
// the line is shown of them.
import { mainData, type Program } from '../../compiler/program/program.ts'
import { type Dataset, exampleSize, type SplitName, sourceOf } from '../../engine/data/dataset.ts'
import { type Moments, momentsOf, momentsOfMixture } from '../../metrics/moments.ts'
import type { Extent, LineMoments, ObservedData } from '../../protocol/pictures.ts'
import { curvePositions } from '../../protocol/positions.ts'

type DataSpace = 'points' | 'line' | 'images'

export function dataSpace(program: Program): DataSpace | undefined {
  const first = mainData(program)
  const [rows, , channels] = first?.shape ?? []
  if (first?.shape.length === 1 && (rows === 1 || rows === 2)) return rows === 2 ? 'points' : 'line'
  return first?.shape.length === 3 && (channels === 1 || channels === 3) ? 'images' : undefined
}

/** Most points that are sent at once. */
export const pointCount = 1000

/** Data in the plane or on the line: some examples, the part that is shown, and on the line the true density. */
export function dataViewOf(program: Program, dataset: Dataset): ObservedData | undefined {
  const kind = dataSpace(program)
  if (kind === undefined || kind === 'images') return undefined
  const examples = firstExamples(dataset, 'validation', pointCount)
  if (kind === 'points') return { view: 'data', kind, examples, extents: squareAround(examples) }
  const extents = [widened(extentOf(examples, 0, 1), 0.2)] as const
  const source = sourceOf(dataset)
  const density = source?.logDensity
  const known = density && {
    density: Float32Array.from(curvePositions(extents[0]), (x) => Math.exp(density([x]))),
  }
  const moments = source?.modes ? onLine(momentsOfMixture(source.modes)) : lineMoments(examples)
  return { view: 'data', kind, examples, extents, ...(moments && { moments }), ...known }
}

/** Of numbers on the line; of fewer than two there are none. */
export const lineMoments = (values: Float32Array): LineMoments | undefined =>
  values.length < 2 ? undefined : onLine(momentsOf(values, 1))

const onLine = ({ mean, deviation }: Moments): LineMoments => ({ mean: mean[0]!, deviation: deviation[0]! })

/** The first examples of a split in one array, bytes as numbers from 0 to 1. */
export function firstExamples(dataset: Dataset, name: SplitName, count: number): Float32Array {
  const split = dataset[name]
  const end = Math.min(count, split.count) * exampleSize(split)
  if (split.element === 'real') return split.values.slice(0, end)
  const largest = 'levels' in dataset ? dataset.levels - 1 : 255
  return Float32Array.from(split.images.subarray(0, end), (level) => level / largest)
}

/** From the smallest to the largest of every `size`-th number. */
function extentOf(values: Float32Array, axis: number, size: number): Extent {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = axis; i < values.length; i += size) {
    low = Math.min(low, values[i]!)
    high = Math.max(high, values[i]!)
  }
  return low <= high ? [low, high] : [-1, 1]
}

/** With a margin on either side, a share of the length; never empty. */
function widened([low, high]: Extent, share: number): Extent {
  const margin = (high - low || 1) * share
  return [low - margin, high + margin]
}

/** Points `[count, 2]` in the middle of a square, with a margin. */
export function squareAround(points: Float32Array, margin = 0.08): readonly [x: Extent, y: Extent] {
  const extents = [0, 1].map((axis) => extentOf(points, axis, 2))
  const side = Math.max(...extents.map(([low, high]) => high - low))
  const [x, y] = extents.map(
    ([low, high]): Extent => widened([(low + high - side) / 2, (low + high + side) / 2], margin),
  )
  return [x ?? [-1, 1], y ?? [-1, 1]]
}
