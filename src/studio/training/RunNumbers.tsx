// The run in numbers: its speed for everyone, and the charts' current values as a table for screen readers.
import type { Program } from '../../compiler/program/program.ts'
import { measured } from '../../curves/measured.ts'
import { fullTitle, termsOf } from '../../store/run/terms.ts'
import { useEditor } from '../../store/use-editor.ts'
import { duration, rough } from '../quantities.ts'
import styles from './training.module.css'

export function RunNumbers() {
  const progress = useEditor((state) => state.run.progress)
  if (!progress) return <span className={styles.numbers} />
  const { elapsed, medianStepMs } = progress
  const rate = medianStepMs > 0 ? rough(1000 / medianStepMs) : '–'
  return (
    <span className={styles.numbers}>
      {rough(medianStepMs)} ms a step · {rate} steps/s · {duration(elapsed)}
      <span className={styles.roomy}> of training</span>
    </span>
  )
}

export function CurrentValues({ program }: { readonly program: Program }) {
  const latest = useEditor((state) => state.run.latest)
  const validated = useEditor((state) => state.run.validation)
  return (
    <table className="visually-hidden">
      <caption>Current values</caption>
      <thead>
        <tr>
          <th scope="col">Term</th>
          <th scope="col">Train</th>
          <th scope="col">Validation</th>
          <th scope="col">Unit</th>
        </tr>
      </thead>
      <tbody>
        {termsOf(program).map(({ phase, metric, unit, ...names }) => (
          <tr key={`${phase}/${metric}`}>
            <th scope="row">{fullTitle(names)}</th>
            <td>{measured(latest[phase]?.[metric])}</td>
            <td>{measured(validated[phase]?.points.at(-1)?.metrics[metric])}</td>
            <td>{unit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
