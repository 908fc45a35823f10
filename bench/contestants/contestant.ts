// A process that trains one model and answers what the benchmark asks it.

import { createInterface } from 'node:readline'
import * as tf from '@tensorflow/tfjs-core'
import { messageOf } from '../../src/engine/text/message-of.ts'
import type { Growth, Ready, Request, Steps } from './messages.ts'

export interface Contestant {
  step(): void
  /** Of the last step, by phase in order; waits until they are computed. */
  losses(): Promise<readonly number[]>
  /** What only some contestants can answer. */
  readonly more: Partial<Record<'kernels' | 'interpreter' | 'calls', (steps: number) => Promise<object> | object>>
  readonly sampling?: (count: number, mostPasses: number) => Promise<object>
}

/** Answers requests, a line each, until there are no more. */
export async function serve(contestant: Contestant, ready: Ready): Promise<void> {
  say(ready)
  for await (const line of createInterface({ input: process.stdin })) {
    const request: Request = JSON.parse(line)
    try {
      say(await answer(contestant, request))
    } catch (error) {
      say({ failure: messageOf(error) })
    }
  }
}

export const say = (value: object): void => void process.stdout.write(`${JSON.stringify(value)}\n`)

async function answer(contestant: Contestant, request: Request): Promise<object> {
  if (request.ask === 'steps') return timedSteps(contestant, request.milliseconds, request.most)
  if (request.ask === 'memory') return growth(contestant, request.steps)
  if (request.ask === 'sampling') {
    if (!contestant.sampling) throw new Error('This contestant does not sample.')
    return contestant.sampling(request.count, request.mostPasses)
  }
  const more = contestant.more[request.ask]
  if (!more) throw new Error(`This contestant cannot be asked for ${request.ask}.`)
  return more(request.steps)
}

async function timedSteps(contestant: Contestant, milliseconds: number, most: number): Promise<Steps> {
  const times: number[] = []
  const used = process.cpuUsage()
  const start = performance.now()
  let before = start
  do {
    contestant.step()
    const now = performance.now()
    times.push(now - before)
    before = now
  } while (times.length < most && before - start < milliseconds)
  const losses = await contestant.losses()
  const { user, system } = process.cpuUsage(used)
  return { times, processor: (user + system) / 1000 / times.length, losses }
}

async function growth(contestant: Contestant, steps: number): Promise<Growth> {
  const state = async () => {
    await contestant.losses()
    globalThis.gc?.()
    const { numTensors, numBytes } = tf.memory()
    return { tensors: numTensors, bytes: numBytes, heap: process.memoryUsage().heapUsed }
  }
  contestant.step()
  const before = await state()
  for (let step = 0; step < steps; step++) contestant.step()
  const after = await state()
  return {
    steps,
    tensors: after.tensors - before.tensors,
    bytes: after.bytes - before.bytes,
    heap: after.heap - before.heap,
  }
}
