// The density of a model of the plane as a heat-map, beside the true one in the same colours.
import { useMemo } from 'react'
import { measured } from '../../curves/measured.ts'
import type { DensityView, ObservedData } from '../../protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { densityWords } from '../../words/density.ts'
import { ColourScale } from '../plots/ColourScale.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
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
  const steps = density.step
  return (
    <div className={styles.panel}>
      <DensityMap
        title={densityWords.modelTitle}
        caption={densityWords.afterSteps({ steps })}
        label={densityWords.modelMap({ steps })}
        logDensity={density.logDensity}
        largest={largest}
        data={data}
      />
      {views.truth && (
        <DensityMap
          title={densityWords.truthTitle}
          caption={densityWords.truthCaption}
          label={densityWords.truthMap}
          logDensity={views.truth.logDensity}
          largest={largest}
          data={data}
        />
      )}
      <ColourScale map="density" label={densityWords.density} least="0" most={measured(largest)} />
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
