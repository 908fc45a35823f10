// Losses on their way from the device to whoever is told of them. Where a device answers late it would have nothing to do while
// they are awaited, so they can be asked for without waiting.
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
  /** Asks for the losses; they are told of when they have come. */
  begin(): void
  /** Tells of what was asked for, if it has come. @returns whether something is still awaited. */
  tellArrived(): Promise<boolean>
  /** Waits for what was asked for, and tells of it. */
  tellAwaited(): Promise<void>
  /** Waits for all losses up to now, without telling of them yet. */
  collect(): Promise<void>
  /** Waits for all losses up to now, and tells of them. */
  tellNow(): Promise<void>
}

interface Expected<Moment> {
  /** How far the training was when they were asked for. */
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
      // Whoever waits for it hears of a failure; until then it is no unhandled one.
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
