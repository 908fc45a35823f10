// What a discriminator makes of the plane, with real points and fakes over it: the fakes move to where it says real.
import { useMemo } from 'react'
import { measured } from '../../curves/measured.ts'
import type { DensityView, ObservedData } from '../../protocol/pictures.ts'
import { densityWords } from '../../words/density.ts'
import { ColourScale } from '../plots/ColourScale.tsx'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import styles from './density.module.css'
import { judgementShares, largestScore } from './density-data.ts'

export interface DiscriminatorMapProps {
  readonly data: Extract<ObservedData, { kind: 'points' }>
  readonly density: Extract<DensityView, { of: 'discriminator' }> & { readonly step: number }
}

export function DiscriminatorMap({ data, density }: DiscriminatorMapProps) {
  const { judgements, fakes, step } = density
  const { values, areProbabilities } = judgements
  const layers = useMemo(
    (): readonly PlotLayer[] => [
      { layer: 'cells', shares: judgementShares(values, areProbabilities), map: 'judgement' },
      { layer: 'dots', places: data.examples.subarray(0, fakes.length), colour: 'real', radius: 1.6, opacity: 0.8 },
      { layer: 'dots', places: fakes, colour: 'fake', radius: 2, isCross: true, opacity: 0.9 },
    ],
    [values, areProbabilities, data, fakes],
  )
  const most = largestScore(values)
  return (
    <div className={styles.panel}>
      <figure className={styles.figure}>
        <figcaption>
          <strong>{densityWords.discriminator}</strong> {densityWords.afterSteps({ steps: step })}
        </figcaption>
        <div className={styles.row}>
          <Plot
            isSquare
            label={densityWords.discriminatorMap({ steps: step })}
            extents={data.extents}
            titles={['x₁', 'x₂']}
            layers={layers}
          />
          <ColourScale
            map="judgement"
            label={areProbabilities ? densityWords.probability : densityWords.score}
            least={areProbabilities ? '0' : `−${measured(most)}`}
            most={areProbabilities ? '1' : measured(most)}
          />
          <div className={styles.side}>
            <Legend
              entries={[
                { colour: 'real', sign: 'dot', title: densityWords.realPoints },
                { colour: 'fake', sign: 'cross', title: densityWords.fakes },
              ]}
            />
            <p className={styles.note}>{areProbabilities ? densityWords.probabilityNote : densityWords.scoreNote}</p>
            <p className={styles.note}>{densityWords.noDensityNote}</p>
          </div>
        </div>
      </figure>
    </div>
  )
}
