// Samples on the line: their histogram over that of the data and the true density; of a GAN also what the generator makes
// of its noise, and how real the discriminator takes each place of the line to be.
import { useMemo } from 'react'
import type { Extent, GeneratorMap, Judgements, ObservedData, Preview } from '../../protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { sampleWords } from '../../words/samples.ts'
import { curveOver, histogram } from '../plots/histogram.ts'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import { ModesFound } from './ModesFound.tsx'
import { MomentsBeside } from './MomentsBeside.tsx'
import styles from './samples.module.css'

export interface LineSamplesProps {
  readonly preview: Extract<Preview, { kind: 'line' }>
  readonly caption: string
}

const bars = 50

export function LineSamples({ preview, caption }: LineSamplesProps) {
  const data = useEditor((state) => state.run.views.data)
  if (data?.kind !== 'line') return null
  const { samples, discriminator, generator, moments, coverage } = preview
  return (
    <div className={styles.line}>
      <div className={styles.plots}>
        <Densities data={data} samples={samples} caption={caption} />
        {discriminator && <Discriminator judgements={discriminator} extent={data.extents[0]} caption={caption} />}
        {generator && <Generator map={generator} extent={data.extents[0]} caption={caption} />}
      </div>
      <div className={styles.lineNumbers}>
        {moments && data.moments && <MomentsBeside samples={moments} data={data.moments} />}
        {coverage && <ModesFound coverage={coverage} />}
      </div>
    </div>
  )
}

interface DensitiesProps {
  readonly data: Extract<ObservedData, { kind: 'line' }>
  readonly samples: Float32Array
  readonly caption: string
}

function Densities({ data, samples, caption }: DensitiesProps) {
  const [extent] = data.extents
  const real = useMemo(() => histogram(data.examples, extent, bars), [data, extent])
  // The highest of the data, with room for samples that crowd.
  const top = 1.6 * Math.max(...real, ...(data.density ?? []))
  const layers = useMemo((): readonly PlotLayer[] => {
    const drawn = histogram(samples, extent, bars)
    return [
      { layer: 'bars', heights: real, colour: 'data' },
      { layer: 'line', places: stairs(extent, drawn), colour: 'samples' },
      ...(data.density
        ? [{ layer: 'line', places: curveOver(extent, data.density), colour: 'truth', isDashed: true } as const]
        : []),
    ]
  }, [data, real, samples, extent])
  return (
    <figure className={styles.lineFigure}>
      <figcaption>
        <strong>{sampleWords.samples}</strong> {caption}
      </figcaption>
      <Plot
        label={sampleWords.histogram({ count: samples.length, caption })}
        extents={[extent, [0, top]]}
        titles={['x', sampleWords.density]}
        layers={layers}
      />
      <Legend
        entries={[
          { colour: 'data', sign: 'bar', title: sampleWords.legendData },
          { colour: 'samples', sign: 'line', title: sampleWords.legendSamples },
          ...(data.density ? [{ colour: 'truth', sign: 'dashes', title: sampleWords.legendTruth } as const] : []),
        ]}
      />
    </figure>
  )
}

interface CurveProps {
  readonly extent: Extent
  readonly caption: string
}

function Discriminator({ judgements, extent, caption }: CurveProps & { readonly judgements: Judgements }) {
  const { values, areProbabilities } = judgements
  const layers = useMemo(
    (): readonly PlotLayer[] => [{ layer: 'line', places: curveOver(extent, values), colour: 'judgement' }],
    [extent, values],
  )
  const what = areProbabilities ? sampleWords.probability : sampleWords.score
  return (
    <figure className={styles.lineFigure}>
      <figcaption>
        <strong>{sampleWords.discriminator}</strong>
      </figcaption>
      <Plot
        label={areProbabilities ? sampleWords.probabilityCurve({ caption }) : sampleWords.scoreCurve({ caption })}
        titles={['x', 'D(x)']}
        extents={[extent, areProbabilities ? [0, 1] : around(values)]}
        layers={layers}
      />
      <Legend entries={[{ colour: 'judgement', sign: 'line', title: what }]} />
    </figure>
  )
}

function Generator({ map, extent, caption }: CurveProps & { readonly map: GeneratorMap }) {
  const { noise, values } = map
  const layers = useMemo((): readonly PlotLayer[] => {
    const places = new Float32Array(2 * noise.length)
    for (const [i, z] of noise.entries()) places.set([z, values[i] ?? 0], 2 * i)
    return [{ layer: 'line', places, colour: 'generator' }]
  }, [noise, values])
  return (
    <figure className={styles.lineFigure}>
      <figcaption>
        <strong>{sampleWords.generator}</strong>
      </figcaption>
      <Plot
        label={sampleWords.generatorCurve({ caption })}
        titles={['z', 'G(z)']}
        extents={[[noise[0] ?? -1, noise.at(-1) ?? 1], extent]}
        layers={layers}
      />
      <Legend entries={[{ colour: 'generator', sign: 'line', title: sampleWords.generatorLegend }]} />
    </figure>
  )
}

/** The outline of bars of equal width. */
function stairs([low, high]: Extent, heights: readonly number[]): Float32Array {
  const width = (high - low) / heights.length
  return Float32Array.from(heights.flatMap((height, i) => [low + i * width, height, low + (i + 1) * width, height]))
}

function around(values: Float32Array): Extent {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const margin = (high - low || 1) * 0.08
  return [low - margin, high + margin]
}
