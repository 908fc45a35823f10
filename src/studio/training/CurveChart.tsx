// The chart of one metric. It listens to the store by itself and draws at most ten times a second, without React.
import { type Ref, useEffect, useRef } from 'react'
import 'uplot/dist/uPlot.min.css'
import { measured } from '../../curves/measured.ts'
import type { EditorState } from '../../store/editor-state.ts'
import { fullTitle } from '../../store/run/terms.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { onThemeChange } from '../plots/plot-colours.ts'
import { wholeNumber } from '../quantities.ts'
import { BitsPerDim } from './BitsPerDim.tsx'
import { curveColumns } from './curve-data.ts'
import { createCurvePlot, type Reading } from './curve-plot.ts'
import styles from './training.module.css'

export interface CurveChartProps {
  /** Name of the phase, as in the curve's points. */
  readonly phase: string
  readonly metric: string
  readonly title: string
  readonly of: string
  readonly unit: string
  readonly smooth: boolean
  readonly logSteps: boolean
  readonly fitEnd: boolean
}

/** Milliseconds between two drawings. */
const pace = 100

export function CurveChart({ phase, metric, title, of, unit, smooth, logSteps, fitEnd }: CurveChartProps) {
  const store = useEditorStore()
  const figure = useRef<HTMLElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const trainValue = useRef<HTMLElement>(null)
  const validationValue = useRef<HTMLElement>(null)
  const pointedStep = useRef<HTMLElement>(null)

  useEffect(() => {
    const root = figure.current
    const box = host.current
    if (!root || !box) return
    let pointed: Reading | null = null
    const read = () => {
      const shown = pointed ?? newest(store.getState(), phase, metric)
      write(trainValue.current, measured(shown.train ?? undefined))
      write(validationValue.current, measured(shown.validation ?? undefined))
      write(pointedStep.current, pointed ? wholeNumber(pointed.step) : '')
    }
    const plot = createCurvePlot(box, root, { smooth, logSteps, fitEnd }, (reading) => {
      pointed = reading
      read()
    })
    const draw = () => {
      const { curves, validation } = store.getState().run
      const train = curves[phase]?.points ?? []
      const validated = validation[phase]?.points ?? []
      plot.show(curveColumns(train, validated, metric, { smooth, positiveSteps: logSteps }))
      read()
    }
    const resize = new ResizeObserver(() => {
      if (box.clientWidth > 0 && box.clientHeight > 0) plot.resize(box.clientWidth, box.clientHeight)
    })
    resize.observe(box)
    draw()
    const stopDrawing = drawAtPace(draw, (changed) =>
      store.subscribe((state, before) => {
        if (state.run.curves !== before.run.curves || state.run.validation !== before.run.validation) changed()
      }),
    )
    const stopWatching = onThemeChange(plot.redraw)
    return () => {
      stopDrawing()
      stopWatching()
      resize.disconnect()
      plot.destroy()
    }
  }, [store, phase, metric, smooth, logSteps, fitEnd])

  return (
    <figure ref={figure} aria-label={`${fullTitle({ title, of })} over training steps`} className={styles.chart}>
      <figcaption className={styles.chartHead}>
        <div className={styles.chartLine}>
          <span className={styles.chartTitle}>
            {title}{' '}
            <span className={styles.unit} data-of={of}>
              {[of, unit].filter(Boolean).join(' · ')}
              {metric === 'loss' && <BitsPerDim />}
            </span>
          </span>
          <span className={styles.pointed} ref={pointedStep} />
        </div>
        <SplitValues train={trainValue} validation={validationValue} />
        <span data-colour="axis" className={styles.axisColour} />
        <span data-colour="grid" className={styles.gridColour} />
      </figcaption>
      <div ref={host} className={styles.plot} aria-hidden />
    </figure>
  )
}

interface SplitValuesProps {
  readonly train: Ref<HTMLElement>
  readonly validation: Ref<HTMLElement>
}

/** The legend, with a place for the newest value, or the one pointed at, of each split. */
function SplitValues({ train, validation }: SplitValuesProps) {
  return (
    <div className={styles.chartLine}>
      <span className={styles.legend} data-colour="train">
        <i aria-hidden />
        train <b ref={train} />
      </span>
      <span className={styles.legend} data-colour="validation">
        <i aria-hidden />
        <span className={styles.long}>validation</span>
        <span className={styles.short} aria-hidden>
          val.
        </span>{' '}
        <b ref={validation} />
      </span>
    </div>
  )
}

function write(element: HTMLElement | null, text: string) {
  if (element) element.textContent = text
}

function newest({ run }: EditorState, phase: string, metric: string): Omit<Reading, 'step'> {
  const validation = run.validation[phase]?.points.at(-1)?.metrics[metric]
  return { train: run.latest[phase]?.[metric] ?? null, validation: validation ?? null }
}

/** Draws in an animation frame after a change, and not again within the pace. */
function drawAtPace(draw: () => void, subscribe: (changed: () => void) => () => void): () => void {
  let frame = 0
  let timer = 0
  let drawn = 0
  const run = () => {
    frame = 0
    drawn = performance.now()
    draw()
  }
  const unsubscribe = subscribe(() => {
    if (frame || timer) return
    const wait = Math.max(0, drawn + pace - performance.now())
    timer = window.setTimeout(() => {
      timer = 0
      frame = requestAnimationFrame(run)
    }, wait)
  })
  return () => {
    unsubscribe()
    clearTimeout(timer)
    cancelAnimationFrame(frame)
  }
}
