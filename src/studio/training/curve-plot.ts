// One uPlot chart of one metric: training (raw and smoothed) and validation over steps. No React in here.
import uPlot from 'uplot'
import { powerOfTen } from '../../curves/measured.ts'
import { colourIn } from '../plots/plot-colours.ts'
import { type CurveColumns, rangeOfCurves } from './curve-data.ts'

export interface PlotOptions {
  readonly logSteps: boolean
  /** The value axis fits the last half only, so that a steep start and single strays do not flatten the rest. */
  readonly fitEnd: boolean
  readonly smooth: boolean
}

/** Values under the cursor, or `null` where there is no cursor. */
export interface Reading {
  readonly step: number
  readonly train: number | null
  readonly validation: number | null
}

const synced = uPlot.sync('curves')
const axisFont = '11px "Inter Variable", Inter, system-ui, sans-serif'

/** Draws into `host`; colours come from the marked elements inside `root`. */
export function createCurvePlot(
  host: HTMLElement,
  root: HTMLElement,
  options: PlotOptions,
  onReading: (reading: Reading | null) => void,
): { show(columns: CurveColumns): void; resize(width: number, height: number): void; redraw(): void; destroy(): void } {
  const colour = (name: 'train' | 'validation' | 'axis' | 'grid') => () => colourIn(root, name)
  const faded = () => `color-mix(in srgb, ${colourIn(root, 'train')} ${options.smooth ? 26 : 100}%, transparent)`
  const axis = {
    stroke: colour('axis'),
    font: axisFont,
    grid: { stroke: colour('grid'), width: 1 },
    ticks: { show: false },
  }

  const plot = new uPlot(
    {
      width: 10,
      height: 10,
      legend: { show: false },
      select: { show: false, left: 0, top: 0, width: 0, height: 0 },
      padding: [6, 14, 0, 0],
      cursor: { sync: { key: synced.key, setSeries: false }, drag: { x: false, y: false }, points: { size: 6 } },
      scales: {
        x: { time: false, distr: options.logSteps ? 3 : 1 },
        y: { range: (self) => rangeOf(self, options.fitEnd) },
      },
      axes: [
        {
          ...axis,
          size: 18,
          gap: 2,
          space: 44,
          values: (_, ticks) => ticks.map(stepLabel),
        },
        { ...axis, size: 42, gap: 4, space: 26, values: (_, ticks) => ticks.map((tick) => valueLabel(tick)) },
      ],
      series: [
        {},
        { stroke: faded, width: 1, points: { show: false }, spanGaps: true },
        { stroke: colour('train'), width: 1.75, points: { show: false }, spanGaps: true },
        {
          stroke: colour('validation'),
          width: 1.75,
          spanGaps: true,
          points: { show: true, size: 4, fill: colour('validation') },
        },
      ],
      hooks: { setCursor: [(self) => onReading(readingAt(self))] },
    },
    [[], [], [], []],
    host,
  )
  return {
    show({ steps, train, smoothed, validation }) {
      const hidden = steps.map(() => null)
      plot.setData([[...steps], [...train], smoothed.length ? [...smoothed] : hidden, [...validation]])
    },
    resize: (width, height) => plot.setSize({ width, height }),
    redraw: () => plot.redraw(false),
    destroy: () => plot.destroy(),
  }
}

function rangeOf(plot: uPlot, fitEnd: boolean): [number, number] {
  const [, ...lines] = plot.data
  const [train = [], smoothed = [], validation = []] = lines.map((line) => Array.from(line, (value) => value ?? null))
  const [low, high] = rangeOfCurves({ train, smoothed, validation }, fitEnd) ?? [0, 1]
  return [low, high]
}

function readingAt(plot: uPlot): Reading | null {
  const { idx } = plot.cursor
  const step = idx == null ? undefined : plot.data[0][idx]
  if (idx == null || step === undefined) return null
  const [, train, smoothed, validation] = plot.data
  return { step, train: smoothed?.[idx] ?? nearest(train, idx), validation: nearest(validation, idx) }
}

/** The value at an index, or the last one before it: validation is measured more rarely than training. */
function nearest(line: ArrayLike<number | null | undefined> | undefined, index: number): number | null {
  for (let at = index; line && at >= 0; at--) {
    const value = line[at]
    if (value != null) return value
  }
  return null
}

/** The first tick names the axis, which saves a separate line. */
const stepLabel = (step: number, index: number): string => (index === 0 ? `step ${shortStep(step)}` : shortStep(step))

const shortStep = (step: number): string => {
  if (step >= 1e6) return `${step / 1e6}M`
  return step >= 1e4 ? `${step / 1e3}k` : String(step)
}

const valueLabel = (value: number): string =>
  Math.abs(value) >= 1e5 ? powerOfTen(value) : String(Number(value.toPrecision(5)))
