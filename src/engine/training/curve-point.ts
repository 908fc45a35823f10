/** One number per reported name: `loss`, then the objective's terms, in nats, batch mean. */
export type Metrics = Readonly<Record<string, number>>

/** The metrics of one step. */
export interface MetricPoint {
  readonly step: number
  readonly metrics: Metrics
}

/** What one phase of one step reported; steps count from 1. */
export interface CurvePoint extends MetricPoint {
  readonly phase: string
}
