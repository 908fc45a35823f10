// The dock's Training tab: curves of every term, the run in numbers, and the settings that shape the next run.
import { Download } from 'lucide-react'
import { Suspense, useState } from 'react'
import { saveCurves } from '../../store/run/curves-file.ts'
import { blockerOf } from '../../store/run/run-readings.ts'
import { termsOf } from '../../store/run/terms.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { RunNotices } from '../coach/RunNotices.tsx'
import { wholeNumber } from '../quantities.ts'
import { CurrentValues, RunNumbers } from './RunNumbers.tsx'
import { TrainingSettings } from './TrainingSettings.tsx'
import styles from './training.module.css'

const CurveCharts = lazyPart('The charts', async () => (await import('./CurveCharts.tsx')).CurveCharts)

export function TrainingPanel() {
  const program = useEditor((state) => state.run.program)
  const hasCurve = useEditor((state) => Object.keys(state.run.curves).length > 0)
  const [smooth, setSmooth] = useState(true)
  const [logSteps, setLogSteps] = useState(false)
  const [fitEnd, setFitEnd] = useState(true)
  return (
    <div className={styles.panel}>
      <div className={styles.main}>
        <RunNotices />
        {program && hasCurve ? (
          <>
            <div role="toolbar" aria-label="Charts" className={styles.toolbar}>
              <Toggle
                title="Smooth"
                hint="Show the running mean of the training curve"
                isOn={smooth}
                onSwitch={setSmooth}
              />
              <Toggle title="Log steps" hint="Logarithmic axis of steps" isOn={logSteps} onSwitch={setLogSteps} />
              <Toggle
                title="Zoom to end"
                hint="Scale to the last half, so that a steep start does not flatten the rest"
                isOn={fitEnd}
                onSwitch={setFitEnd}
              />
              <RunNumbers />
              <DownloadCurves />
            </div>
            <CurrentValues program={program} />
            <Suspense fallback={<p className={styles.waiting}>Loading the charts…</p>}>
              <CurveCharts terms={termsOf(program)} smooth={smooth} logSteps={logSteps} fitEnd={fitEnd} />
            </Suspense>
          </>
        ) : (
          <EmptyTraining />
        )}
      </div>
      <section className={styles.side} aria-label="Training settings">
        <TrainingSettings />
      </section>
    </div>
  )
}

function EmptyTraining() {
  const isStarting = useEditor((state) => state.run.status === 'starting')
  const blocker = useEditor((state) => blockerOf(state.typed))
  const restored = useEditor((state) => (state.run.status === 'paused' ? state.run.checkpoint?.step : undefined))
  if (restored !== undefined)
    return (
      <p className={styles.waiting}>
        The model has its weights after {wholeNumber(restored)} steps. Press Resume, and its loss appears from there on.
      </p>
    )
  if (isStarting) return <p className={styles.waiting}>Preparing the model. The first step takes longest.</p>
  return (
    <p className={styles.waiting}>
      {blocker === null
        ? 'Press Run to train the model. Its loss appears here as it learns.'
        : `${blocker}. Then press Run, and the loss appears here.`}
    </p>
  )
}

interface ToggleProps {
  readonly title: string
  readonly hint: string
  readonly isOn: boolean
  readonly onSwitch: (isOn: boolean) => void
}

function Toggle({ title, hint, isOn, onSwitch }: ToggleProps) {
  return (
    <Button look="quiet" aria-pressed={isOn} data-tooltip={hint} onClick={() => onSwitch(!isOn)}>
      {title}
    </Button>
  )
}

function DownloadCurves() {
  const store = useEditorStore()
  return (
    <IconButton label="Download curves" onClick={() => saveCurves(store.getState())}>
      <Download aria-hidden />
    </IconButton>
  )
}
