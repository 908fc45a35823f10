// What a discriminator makes of the plane, with real points and fakes over it: the fakes move to where it says real.
import { useMemo } from 'react'
import { measured } from '../../curves/measured.ts'
import type { DensityView, ObservedData } from '../../protocol/pictures.ts'
import { ColourScale } from '../plots/ColourScale.tsx'
import { Legend } from '../plots/Legend.tsx'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import { wholeNumber } from '../quantities.ts'
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
  const steps = wholeNumber(step)
  const most = largestScore(values)
  return (
    <div className={styles.panel}>
      <figure className={styles.figure}>
        <figcaption>
          <strong>Discriminator</strong> after {steps} steps
        </figcaption>
        <div className={styles.row}>
          <Plot
            isSquare
            label={`Heat-map of the discriminator's output over the plane after ${steps} steps, with real points and fakes`}
            extents={data.extents}
            titles={['x₁', 'x₂']}
            layers={layers}
          />
          <ColourScale
            map="judgement"
            label={areProbabilities ? 'Probability of being real' : 'Score'}
            least={areProbabilities ? '0' : `−${measured(most)}`}
            most={areProbabilities ? '1' : measured(most)}
          />
          <div className={styles.side}>
            <Legend
              entries={[
                { colour: 'real', sign: 'dot', title: 'real points' },
                { colour: 'fake', sign: 'cross', title: 'fakes' },
              ]}
            />
            <p className={styles.note}>
              {areProbabilities
                ? 'The colour is the probability of being real that the discriminator assigns to each point: green for real, purple for fake, neutral where it is uncertain.'
                : 'The colour is the score that the discriminator assigns to each point: green for high, purple for low.'}
            </p>
            <p className={styles.note}>
              A GAN has no density to compare with the truth. Where the fakes match the data, the discriminator is
              uncertain.
            </p>
          </div>
        </div>
      </figure>
    </div>
  )
}
