// The colours of the classes. Names are in ink: not every colour that is distinguishable in the plot is readable as text.
import type { ExamplesView, LatentView } from '../../protocol/pictures.ts'
import { classNames } from '../../ui/class-names.ts'
import { latentWords } from '../../words/latent.ts'
import { plotWords } from '../../words/plots.ts'
import plots from '../plots/plots.module.css'
import styles from './latent.module.css'
import { classColours } from './latent-data.ts'

export interface ClassLegendProps {
  readonly latent: LatentView
  readonly examples: ExamplesView | undefined
}

export function ClassLegend({ latent, examples }: ClassLegendProps) {
  const classes = examples && examples.classes.length > 1 ? examples.classes : []
  return (
    <ul aria-label={plotWords.legend} className={classNames(plots.legend, styles.legend)}>
      {classes.map((name, i) => (
        <li key={name} className={plots.entry}>
          <i aria-hidden data-colour={classColours[i % classColours.length]} />
          {name}
        </li>
      ))}
      {classes.length === 0 && latent.codes && (
        <li className={plots.entry}>
          <i aria-hidden data-colour="codes" />
          {latentWords.examples}
        </li>
      )}
      {latent.prior && (
        <li className={plots.entry}>
          <i aria-hidden data-colour="prior" />
          {latentWords.prior}
        </li>
      )}
      <li className="visually-hidden" data-colour="chosen" aria-hidden />
    </ul>
  )
}
