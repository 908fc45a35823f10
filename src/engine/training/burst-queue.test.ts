import { describe, expect, test } from 'vitest'
import { createBurstQueue } from './burst-queue.ts'

/** When a device that has done its work at `done` reports it. */
type Answers = (done: number) => number

const honest: Answers = (done) => done
/** As Firefox: a timer looks at the queue. */
const fromTimer =
  (period: number): Answers =>
  (done) =>
    Math.ceil(done / period + 1e-9) * period
const later =
  (delay: number): Answers =>
  (done) =>
    done + delay

/** A device that does one step after the other, on its own clock; submitting a step takes `sendMs`. */
async function train(answers: Answers, { stepMs, sendMs = 0.001, forMs = 20_000 }: Setting) {
  const time = { now: 0, deviceFree: 0, sent: 0, longestQueue: 0 }
  const waiting: { readonly at: number; answer(): void }[] = []
  const queue = createBurstQueue({
    now: () => time.now,
    settle: () =>
      new Promise<void>((answer) => waiting.push({ at: answers(Math.max(time.now, time.deviceFree)), answer })),
    burstLength: 50,
  })
  /** Lets time pass up to the next answer whenever all that is left to do is to wait. */
  const whileWaiting = async (work: Promise<void>) => {
    let isOver = false
    const end = work.then(() => {
      isOver = true
    })
    for (;;) {
      for (let turn = 0; turn < 8; turn++) await Promise.resolve()
      waiting.sort((a, b) => a.at - b.at)
      while (waiting[0] && waiting[0].at <= time.now) waiting.shift()?.answer()
      for (let turn = 0; turn < 8; turn++) await Promise.resolve()
      if (isOver) return end
      time.now = Math.max(time.now, waiting[0]?.at ?? time.now)
    }
  }
  await whileWaiting(queue.measureDelay())
  const begin = time.now
  while (time.now - begin < forMs) {
    const start = time.now
    const limit = queue.limit()
    let steps = 0
    do {
      time.now += sendMs
      time.deviceFree = Math.max(time.deviceFree, time.now) + stepMs
      steps++
    } while (steps < limit && time.now - start < 50)
    time.sent += steps
    time.longestQueue = Math.max(time.longestQueue, time.deviceFree - time.now)
    await whileWaiting(queue.sent(steps, start))
  }
  await whileWaiting(queue.drain())
  return { stepsPerSecond: (1000 * time.sent) / (time.now - begin), pace: queue.stepMs(), queued: time.longestQueue }
}
interface Setting {
  readonly stepMs: number
  readonly sendMs?: number
  readonly forMs?: number
}

describe('late answers', () => {
  test.each([
    ['a timer every 100 ms', fromTimer(100)],
    ['a timer every 30 ms', fromTimer(30)],
    ['100 ms each', later(100)],
    ['250 ms each', later(250)],
  ])('cost little of the speed: %s', async (_, answers) => {
    for (const stepMs of [0.2, 1, 7, 40]) {
      const prompt = await train(honest, { stepMs })
      const late = await train(answers, { stepMs })
      expect(late.stepsPerSecond / prompt.stepsPerSecond, `steps of ${stepMs} ms`).toBeGreaterThan(0.7)
      expect(late.pace, `steps of ${stepMs} ms`).toBeLessThan(1.5 * stepMs)
    }
  })

  test('let no more than 600 ms of work pile up, whatever a step costs', async () => {
    for (const answers of [honest, fromTimer(100), later(100)])
      for (const stepMs of [0.2, 1, 7, 40]) {
        const { queued } = await train(answers, { stepMs })
        expect(queued).toBeLessThanOrEqual(600)
      }
  })

  test('a delay without end is not made up for', async () => {
    const { queued } = await train(later(5000), { stepMs: 1, forMs: 100_000 })
    expect(queued).toBeLessThanOrEqual(600)
  })
})

describe('prompt answers', () => {
  test('keep the device busy with a hundred milliseconds of work', async () => {
    const { stepsPerSecond, pace, queued } = await train(honest, { stepMs: 2 })
    expect(stepsPerSecond).toBeGreaterThan(490)
    expect(pace).toBeCloseTo(2, 1)
    expect(queued).toBeLessThanOrEqual(110)
  })

  test('and steps of a second go one by one, two at most under way', async () => {
    const { stepsPerSecond, queued } = await train(honest, { stepMs: 1000, forMs: 60_000 })
    expect(stepsPerSecond).toBeCloseTo(1, 1)
    expect(queued).toBeLessThanOrEqual(2000)
  })
})

test('a failure of the device reaches the caller that waits for it', async () => {
  const queue = createBurstQueue({ now: () => 0, settle: () => Promise.reject(new Error('gone')), burstLength: 50 })
  await queue.sent(1, 0)
  await expect(queue.drain()).rejects.toThrow('gone')
})
