// Losses on their way from the device to the caller. A device that answers late would have nothing to do while they are
// awaited, so they can be requested without waiting.
import { createCurveBuffer } from './curve-buffer.ts'
import type { CurvePoint } from './curve-point.ts'

export interface LossReportsOptions<Moment> {
  /** Losses since the last reading. */
  read(): Promise<readonly CurvePoint[]>
  /** How far the training is. */
  moment(): Moment
  /** All losses, before they are thinned. @throws whatever ends the training, for a loss that is not finite. */
  examine(points: readonly CurvePoint[]): Promise<void>
  tell(at: Moment, curve: readonly CurvePoint[]): void
}

export interface LossReports {
  /** Requests the losses; they are reported once they have arrived. */
  begin(): void
  /** Reports the requested losses, if they have arrived. @returns whether something is still awaited. */
  tellArrived(): Promise<boolean>
  /** Waits for the requested losses, and reports them. */
  tellAwaited(): Promise<void>
  /** Waits for all losses up to now, without reporting them yet. */
  collect(): Promise<void>
  /** Waits for all losses up to now, and reports them. */
  tellNow(): Promise<void>
}

interface Expected<Moment> {
  /** How far the training was when they were requested. */
  readonly at: Moment
  readonly arrival: Promise<void>
  hasArrived: boolean
}

/** Curve points of a phase in one report. */
const pointsPerReport = 8

export function createLossReports<Moment>(options: LossReportsOptions<Moment>): LossReports {
  const curve = createCurveBuffer()
  let unexamined: readonly CurvePoint[] = []
  let awaited: Expected<Moment> | undefined

  const read = async () => {
    unexamined = [...unexamined, ...(await options.read())]
  }
  const examine = async () => {
    const points = unexamined
    unexamined = []
    await options.examine(points)
    curve.add(points)
  }
  const tell = (at: Moment) => options.tell(at, curve.take(pointsPerReport))

  const tellAwaited = async () => {
    if (!awaited) return
    const { at, arrival } = awaited
    awaited = undefined
    await arrival
    await examine()
    tell(at)
  }
  const collect = async () => {
    await tellAwaited()
    await read()
    await examine()
  }
  return {
    begin() {
      const begun: Expected<Moment> = {
        at: options.moment(),
        hasArrived: false,
        arrival: read().finally(() => {
          begun.hasArrived = true
        }),
      }
      // The caller that waits for it receives a failure; until then it does not count as unhandled.
      begun.arrival.catch(() => undefined)
      awaited = begun
    },
    async tellArrived() {
      if (awaited?.hasArrived) await tellAwaited()
      return awaited !== undefined
    },
    tellAwaited,
    collect,
    async tellNow() {
      await collect()
      tell(options.moment())
    },
  }
}
