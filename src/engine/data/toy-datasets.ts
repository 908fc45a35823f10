// The known densities by name, and as datasets: training draws from them without end, evaluation has fixed draws.

import { randomStream } from '../random/random-stream.ts'
import type { RealDataset, RealSplit, SplitName } from './dataset.ts'
import { builtInFacts } from './dataset-address.ts'
import type { DatasetParameters } from './dataset-catalogue.ts'
import type { KnownDensity } from './densities/known-density.ts'
import { checkerboard } from './toys/checkerboard.ts'
import { circles } from './toys/circles.ts'
import { eightGaussians } from './toys/eight-gaussians.ts'
import { gaussian } from './toys/gaussian.ts'
import { gaussianGrid } from './toys/gaussian-grid.ts'
import { gaussianMixture } from './toys/gaussian-mixture.ts'
import { pinwheel } from './toys/pinwheel.ts'
import { ring } from './toys/ring.ts'
import { rings } from './toys/rings.ts'
import { swissRoll } from './toys/swiss-roll.ts'
import { twoMoons } from './toys/two-moons.ts'
import { twoSpirals } from './toys/two-spirals.ts'

/** Reads a parameter by its name. */
type Read = (name: string) => number

const densities: Readonly<Record<string, (read: Read) => KnownDensity>> = {
  'two-moons': (read) => twoMoons({ noise: read('noise') }),
  circles: (read) => circles({ noise: read('noise') }),
  'eight-gaussians': (read) => eightGaussians({ radius: read('radius'), deviation: read('deviation') }),
  'gaussian-grid': (read) => gaussianGrid({ spacing: read('spacing'), deviation: read('deviation') }),
  checkerboard,
  pinwheel,
  'two-spirals': (read) => twoSpirals({ noise: read('noise') }),
  ring: (read) => ring({ radius: read('radius'), noise: read('noise') }),
  rings: (read) => rings({ noise: read('noise') }),
  'swiss-roll': (read) => swissRoll({ noise: read('noise') }),
  gaussian: (read) => gaussian({ mean: read('mean'), deviation: read('deviation') }),
  'gaussian-mixture': (read) =>
    gaussianMixture({
      components: read('components'),
      mean: read('mean'),
      spacing: read('spacing'),
      deviation: read('deviation'),
    }),
}

/** @throws Error when the density is unknown, or naming a parameter that is missing or not a number. */
export function toyDensity(name: string, parameters: DatasetParameters): KnownDensity {
  const densityOf = Object.hasOwn(densities, name) ? densities[name] : undefined
  if (!densityOf) throw new Error(`${name} is drawn from no known density; known: ${Object.keys(densities).join(', ')}`)
  return densityOf((key) => {
    const value = parameters[key]
    if (typeof value !== 'number') throw new Error(`${name} needs a number ${key}, received ${String(value)}`)
    return value
  })
}

/**
 * The splits are draws of the streams (0, 'data/evaluation/<address>/<split>', 0), whatever the seed of a run.
 * @throws Error as toyDensity does.
 */
export function toyDataset(address: string, name: string, parameters: DatasetParameters): RealDataset {
  const { title, shape, classes, sizes } = builtInFacts(name)
  const source = toyDensity(name, parameters)
  const split = (splitName: SplitName): RealSplit => {
    const count = sizes[splitName]
    const values = source.sample(count, randomStream(0, `data/evaluation/${address}/${splitName}`, 0))
    return { name: splitName, element: 'real', count, values, labels: new Uint8Array(count) }
  }
  const splits = { train: split('train'), validation: split('validation'), test: split('test') }
  return { name: address, title, shape, classes, source, ...splits }
}
