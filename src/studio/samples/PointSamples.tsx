// Samples in the plane, over the data that they are to look like. The axes are those of the data and stay.
import { useMemo } from 'react'
import type { Preview } from '../../protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { sampleWords } from '../../words/samples.ts'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import { ModesFound } from './ModesFound.tsx'
import styles from './samples.module.css'

export interface PointSamplesProps {
  readonly preview: Extract<Preview, { kind: 'points' }>
  readonly caption: string
}

export function PointSamples({ preview: { samples, coverage }, caption }: PointSamplesProps) {
  const data = useEditor((state) => state.run.views.data)
  const real = data?.examples
  const dataLayers = useMemo(
    (): readonly PlotLayer[] =>
      real ? [{ layer: 'dots', places: real, colour: 'data', radius: 1.5, opacity: 0.75 }] : [],
    [real],
  )
  const sampleLayers = useMemo(
    (): readonly PlotLayer[] =>
      real
        ? [
            { layer: 'dots', places: real, colour: 'data', radius: 1.5, opacity: 0.28 },
            { layer: 'dots', places: samples, colour: 'samples', radius: 1.5, opacity: 0.7 },
          ]
        : [],
    [real, samples],
  )
  if (data?.kind !== 'points' || !real) return null
  const [count, dataCount] = [samples.length / 2, real.length / 2]
  return (
    <figure className={styles.points}>
      <div className={styles.point}>
        <p>
          <strong>{sampleWords.data}</strong> {sampleWords.points({ count: dataCount })}
        </p>
        <Plot
          isSquare
          label={sampleWords.dataPicture({ count: dataCount })}
          extents={data.extents}
          titles={['x₁', 'x₂']}
          layers={dataLayers}
        />
      </div>
      <div className={styles.point}>
        <p>
          <strong>{sampleWords.samples}</strong> {caption}
        </p>
        <Plot
          isSquare
          label={sampleWords.pointsPicture({ count, caption, dataCount })}
          extents={data.extents}
          titles={['x₁', 'x₂']}
          layers={sampleLayers}
        />
      </div>
      <figcaption>
        <Legend
          entries={[
            { colour: 'samples', sign: 'dot', title: sampleWords.samplesLegend({ count }) },
            { colour: 'data', sign: 'dot', title: sampleWords.legendData },
          ]}
        />
        {coverage && <ModesFound coverage={coverage} />}
      </figcaption>
    </figure>
  )
}
