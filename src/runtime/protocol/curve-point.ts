/** One number per reported name: `loss`, then the objective's terms, in nats, batch mean. */
export type Metrics = Readonly<Record<string, number>>

/** What one phase of one step reported; steps count from 1. */
export interface CurvePoint {
  readonly step: number
  readonly phase: string
  readonly metrics: Metrics
}
