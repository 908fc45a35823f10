import { CurveChart, type CurveChartProps } from './CurveChart.tsx'
import styles from './training.module.css'

type Look = Pick<CurveChartProps, 'smooth' | 'logSteps' | 'fitEnd'>

export interface CurveChartsProps extends Look {
  readonly terms: readonly Omit<CurveChartProps, keyof Look>[]
}

/** One chart for each term of the objectives. */
export function CurveCharts({ terms, ...look }: CurveChartsProps) {
  return (
    <div className={styles.charts}>
      {terms.map((term) => (
        <CurveChart key={`${term.phase}/${term.metric}`} {...term} {...look} />
      ))}
    </div>
  )
}
