// The run in numbers. The table is what a screen reader reads instead of the charts.
import type { Program } from '../../compiler/program.ts'
import { useEditor } from '../../store/use-editor.ts'
import { duration, measured, wholeNumber } from '../quantities.ts'
import { termsOf } from './terms.ts'
import styles from './training.module.css'

export function RunNumbers({ program }: { readonly program: Program }) {
  const latest = useEditor((state) => state.run.latest)
  const validated = useEditor((state) => state.run.validation.points.at(-1)?.metrics)
  const progress = useEditor((state) => state.run.progress)
  return (
    <section aria-label="Numbers of the run" className={styles.numbers}>
      <table>
        <caption className="visually-hidden">Current values in nats</caption>
        <thead>
          <tr>
            <th scope="col">nats</th>
            <th scope="col">train</th>
            <th scope="col">validation</th>
          </tr>
        </thead>
        <tbody>
          {termsOf(program).map(({ phase, metric, title }) => (
            <tr key={`${phase}/${metric}`}>
              <th scope="row">{title}</th>
              <td>{measured(latest[phase]?.[metric])}</td>
              <td>{measured(validated?.[metric])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {progress && (
        <dl>
          <dt>Step</dt>
          <dd>{wholeNumber(progress.step)}</dd>
          <dt>Epochs seen</dt>
          <dd>{progress.epoch.toFixed(1)}</dd>
          <dt>Time of a step</dt>
          <dd>{measured(progress.medianStepMs)} ms</dd>
          <dt>Steps per second</dt>
          <dd>{progress.medianStepMs > 0 ? measured(1000 / progress.medianStepMs) : '–'}</dd>
          <dt>Time trained</dt>
          <dd>{duration(progress.elapsed)}</dd>
        </dl>
      )}
    </section>
  )
}
