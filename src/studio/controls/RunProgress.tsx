// How far the run is: a bar, the step, the epoch and the time left.
import type { Preparation, RunState } from '../../store/run/run-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { duration, wholeNumber } from '../quantities.ts'
import styles from './controls.module.css'

export function RunProgress() {
  const status = useEditor((state) => state.run.status)
  const progress = useEditor((state) => state.run.progress)
  const preparation = useEditor((state) => state.run.preparation)
  const checkpoint = useEditor((state) => state.run.checkpoint)
  if (status === 'idle') return null
  const words = status === 'starting' && preparation ? preparationWords(preparation) : statusWords[status]
  if (!progress) {
    const at = checkpoint && status === 'paused' ? `step ${wholeNumber(checkpoint.step)} · ` : ''
    return (
      <output className={styles.progressText}>
        {at}
        {words}
      </output>
    )
  }
  const { step, epoch, fraction, remaining } = progress
  const left = status === 'running' ? `${duration(remaining)} left` : words
  return (
    <div className={styles.progress}>
      <progress aria-label="Training progress" max={1} value={fraction} className={styles.bar} data-status={status} />
      <span className={styles.progressText}>
        step {wholeNumber(step)} · epoch {epoch.toFixed(1)} · {left}
      </span>
    </div>
  )
}

const preparationWords = ({ done, total }: Preparation) =>
  `preparing kernel ${wholeNumber(Math.min(done + 1, total))} of ${wholeNumber(total)}…`

const statusWords: Readonly<Record<RunState['status'], string>> = {
  idle: 'not started',
  starting: 'preparing…',
  running: 'running',
  paused: 'paused',
  finished: 'finished',
  stopped: 'stopped',
  failed: 'failed',
}
