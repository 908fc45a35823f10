// Watches a piece of work: what it throws, how long it takes, and how much memory the process comes to need for it.
import { Script } from 'node:vm'

/** Seconds of the processor, so that a machine busy with other things makes no fault. */
const mostSeconds = 2
const mostMegabytes = 512
/** By the clock: no work that ends comes near it. */
const endlessMilliseconds = 30_000

/** What must not happen, and in which stage it did. */
export class Fault extends Error {
  override readonly name = 'Fault'
  readonly stage: string

  constructor(stage: string, reason: string, options?: ErrorOptions) {
    super(reason, options)
    this.stage = stage
  }
}

type Guarded = <T>(work: () => T) => T

/** Ends the work even in the midst of a loop. */
const interruptible: Guarded = (work) => {
  const box: { result?: { readonly value: ReturnType<typeof work> } } = {}
  Reflect.set(globalThis, slot, () => {
    box.result = { value: work() }
  })
  caller.runInThisContext({ timeout: endlessMilliseconds })
  if (!box.result) throw new Error('The work was left undone.')
  return box.result.value
}
const slot = Symbol.for('genloom fuzz')
const caller = new Script(`globalThis[Symbol.for('genloom fuzz')]()`)

const seconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const megabytes = () => process.resourceUsage().maxRSS / 1024

/** @param isAllowed errors that are the answer: the declared refusals. */
export async function guard<T>(
  stage: string,
  work: () => T | Promise<T>,
  isAllowed: (error: unknown) => boolean = () => false,
): Promise<T | undefined> {
  const [start, before] = [seconds(), megabytes()]
  let result: T | undefined
  try {
    result = await interruptible(work)
  } catch (error) {
    if (error instanceof Fault) throw error
    if (!isAllowed(error)) throw new Fault(stage, String(error), { cause: error })
  }
  const [took, grew] = [seconds() - start, megabytes() - before]
  if (took > mostSeconds) throw new Fault(stage, `takes over ${mostSeconds} s`)
  if (grew > mostMegabytes) throw new Fault(stage, `takes over ${mostMegabytes} MB`)
  return result
}
