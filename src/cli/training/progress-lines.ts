// Training progress: one updating line for a terminal, a plain line every few seconds for a log.

import type { LoopProgress, Metrics } from '../../engine/index.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import type { Terminal } from '../terminal.ts'

const logInterval = 5000

export interface ProgressLines {
  show(progress: LoopProgress): void
  /** Ends the updating line. */
  end(): void
}

export function progressLines(terminal: Terminal, { budget }: TrainingSettings, now: () => number): ProgressLines {
  let lastLog = now()
  let latest: Metrics = {}
  return {
    show(progress) {
      // A report may come between two readings of the losses.
      latest = progress.curve.at(-1)?.metrics ?? latest
      const line = progressLine(progress, latest, budget.unit)
      if (terminal.isInteractive) terminal.draw(line)
      else if (now() - lastLog >= logInterval) {
        lastLog = now()
        terminal.note(line)
      }
    },
    end() {
      if (terminal.isInteractive) terminal.draw(null)
    },
  }
}

type Unit = TrainingSettings['budget']['unit']

export function progressLine(progress: LoopProgress, latest: Metrics, unit: Unit): string {
  const { step, epoch, fraction, remaining, medianStepMs } = progress
  const metrics = Object.entries(latest).map(([name, value]) => `${name} ${value.toPrecision(5)}`)
  return [
    `${String(Math.floor(100 * fraction)).padStart(3)} %`,
    `step ${step}`,
    ...(unit === 'steps' ? [] : [`epoch ${epoch.toFixed(1)}`]),
    ...metrics,
    `${medianStepMs.toFixed(1)} ms/step`,
    ...(Number.isFinite(remaining) && remaining > 0 ? [`${duration(remaining)} left`] : []),
  ].join('  ')
}

/** `42 s`, `3 min 05 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  const padded = (number: number) => String(number).padStart(2, '0')
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${padded(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${padded(Math.floor((whole % 3600) / 60))} min`
}
