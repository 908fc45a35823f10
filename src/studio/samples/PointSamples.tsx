// Samples in the plane, over the data that they are to look like. The axes are those of the data and stay.
import { useMemo } from 'react'
import type { Preview } from '../../runtime/protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import { wholeNumber } from '../quantities.ts'
import { ModesFound } from './ModesFound.tsx'
import styles from './samples.module.css'

export interface PointSamplesProps {
  readonly preview: Extract<Preview, { kind: 'points' }>
  readonly caption: string
}

export function PointSamples({ preview: { samples, coverage }, caption }: PointSamplesProps) {
  const data = useEditor((state) => state.run.views.data)
  const layers = useMemo(
    (): readonly PlotLayer[] =>
      data
        ? [
            { layer: 'dots', places: data.examples, colour: 'data', radius: 1.5, opacity: 0.55 },
            { layer: 'dots', places: samples, colour: 'samples', radius: 1.5, opacity: 0.8 },
          ]
        : [],
    [data, samples],
  )
  if (data?.kind !== 'points') return null
  const [count, real] = [samples.length / 2, data.examples.length / 2].map(wholeNumber)
  return (
    <div className={styles.plots}>
      <figure className={styles.plotFigure}>
        <Plot
          isSquare
          label={`${count} samples of the model in the plane ${caption}, over ${real} points of the data`}
          extents={data.extents}
          titles={['x₁', 'x₂']}
          layers={layers}
        />
        <figcaption>
          <p>
            <strong>Samples</strong> {caption}
          </p>
          <Legend
            entries={[
              { colour: 'data', sign: 'dot', title: `data, ${real} points` },
              { colour: 'samples', sign: 'dot', title: `samples, ${count} points` },
            ]}
          />
          {coverage && <ModesFound coverage={coverage} />}
        </figcaption>
      </figure>
    </div>
  )
}
