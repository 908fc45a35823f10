// How many samples the page asks for.
import { mainData, type Program } from '../../compiler/program/program.ts'

/** So many as are easy to look at. */
export const sampleCount = { images: 64, points: 1000, line: 1000 } as const

/** Of a model that has shown none yet. */
export function firstSampleCount(program: Program): number {
  const first = mainData(program)
  return first && first.shape.length === 1 ? sampleCount.points : sampleCount.images
}
