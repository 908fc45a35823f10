// The density of a model of the plane as a heat-map, beside the true one in the same colours.
import { useMemo } from 'react'
import { measured } from '../../curves/measured.ts'
import type { DensityView, ObservedData } from '../../protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { ColourScale } from '../plots/ColourScale.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import { wholeNumber } from '../quantities.ts'
import styles from './density.module.css'
import { largestDensity, sharesOf } from './density-data.ts'
import { GapToTruth } from './GapToTruth.tsx'

export interface DensityMapsProps {
  readonly data: Extract<ObservedData, { kind: 'points' }>
  readonly density: Extract<DensityView, { of: 'model' }> & { readonly step: number }
}

export function DensityMaps({ data, density }: DensityMapsProps) {
  const views = useEditor((state) => state.run.views)
  const largest = largestDensity(views)
  const steps = wholeNumber(density.step)
  return (
    <div className={styles.panel}>
      <DensityMap
        title="Model"
        caption={`after ${steps} steps`}
        label={`Heat-map of the model's density after ${steps} steps`}
        logDensity={density.logDensity}
        largest={largest}
        data={data}
      />
      {views.truth && (
        <DensityMap
          title="Truth"
          caption="the distribution of the data"
          label="Heat-map of the true density"
          logDensity={views.truth.logDensity}
          largest={largest}
          data={data}
        />
      )}
      <ColourScale map="density" label="Density" least="0" most={measured(largest)} />
      <GapToTruth />
    </div>
  )
}

interface DensityMapProps {
  readonly title: string
  readonly caption: string
  readonly label: string
  readonly logDensity: Float32Array
  readonly largest: number
  readonly data: DensityMapsProps['data']
}

function DensityMap({ title, caption, label, logDensity, largest, data }: DensityMapProps) {
  const layers = useMemo(
    (): readonly PlotLayer[] => [{ layer: 'cells', shares: sharesOf(logDensity, largest), map: 'density' }],
    [logDensity, largest],
  )
  return (
    <figure className={styles.figure}>
      <figcaption>
        <strong>{title}</strong> {caption}
      </figcaption>
      <Plot isSquare label={label} extents={data.extents} titles={['x₁', 'x₂']} layers={layers} />
    </figure>
  )
}
