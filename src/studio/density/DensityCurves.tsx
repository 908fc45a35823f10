// The density of a model of the line as a curve, over the data and the true density.
import { useMemo } from 'react'
import type { DensityView, ObservedData } from '../../protocol/pictures.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { densityWords } from '../../words/density.ts'
import { curveOver, histogram } from '../plots/histogram.ts'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import styles from './density.module.css'
import { GapToTruth } from './GapToTruth.tsx'

export interface DensityCurvesProps {
  readonly data: Extract<ObservedData, { kind: 'line' }>
  readonly density: Extract<DensityView, { of: 'model' }> & { readonly step: number }
}

const bars = 50
const none: readonly string[] = []

export function DensityCurves({ data, density }: DensityCurvesProps) {
  const [extent] = data.extents
  const real = useMemo(() => histogram(data.examples, extent, bars), [data, extent])
  const top = 1.25 * Math.max(...real, ...(data.density ?? []))
  const layers = useMemo(
    (): readonly PlotLayer[] => [
      { layer: 'bars', heights: real, colour: 'data' },
      ...(data.density
        ? [{ layer: 'line', places: curveOver(extent, data.density), colour: 'truth', isDashed: true } as const]
        : []),
      { layer: 'line', places: curveOver(extent, density.logDensity.map(Math.exp)), colour: 'samples' },
    ],
    [real, data, density, extent],
  )
  const given = useEditor((state) => runProgram(state)?.density.likelihood?.given ?? none)
  const steps = density.step
  return (
    <div className={styles.panel}>
      <figure className={styles.wide}>
        <figcaption>
          <strong>{densityWords.density}</strong> {densityWords.afterSteps({ steps })}
        </figcaption>
        <Plot
          label={densityWords.curve({ steps })}
          extents={[extent, [0, top]]}
          titles={['x', given.length ? densityWords.conditional({ given: given.join(', ') }) : 'p(x)']}
          layers={layers}
        />
      </figure>
      <div className={styles.side}>
        <figure>
          <Legend
            entries={[
              { colour: 'samples', sign: 'line', title: densityWords.model },
              ...(data.density ? [{ colour: 'truth', sign: 'dashes', title: densityWords.truth } as const] : []),
              { colour: 'data', sign: 'bar', title: densityWords.data },
            ]}
          />
        </figure>
        <GapToTruth />
      </div>
    </div>
  )
}
