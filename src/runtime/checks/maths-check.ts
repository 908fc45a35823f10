// Checks of a run's model on request, beside its training: on a copy of the weights at the moment of the request.
import { messageOf } from '../../engine/text/message-of.ts'
import type { CheckResult } from '../../protocol/messages.ts'
import type { RunServices, Start } from '../run/run-services.ts'
import type { Trainer } from '../training/trainer.ts'
import { runChecks } from './run-checks.ts'

export interface MathsCheck {
  /** Nothing happens while an earlier one goes on. */
  start(trainer: Trainer): void
  /** Breaks off; settles when the copy is free. */
  close(): Promise<void>
}

/** Everything is reported by messages, including failures. */
export function createMathsCheck({ run, program }: Start, { ops, clock, post }: RunServices): MathsCheck {
  let current: Promise<void> | undefined
  let isClosing = false

  const check = async (trainer: Trainer) => {
    const { step, feed } = trainer
    const tell = (results: readonly CheckResult[], done: number, total: number) =>
      post({ type: 'checked', run, step, done, total, results })
    try {
      const { tensors } = await trainer.save(0)
      const { seed } = program.training
      const isWanted = () => !isClosing
      await runChecks({ program, ops, feed, tensors, seed, onChecked: tell, isWanted, breathe: clock.breathe })
    } catch (error) {
      const sentence = `The checks could not be run: ${messageOf(error)}`
      tell([{ check: 'checks', title: 'Checks', outcome: 'failed', sentence }], 1, 1)
    }
  }

  return {
    start(trainer) {
      current ??= check(trainer).finally(() => {
        current = undefined
      })
    },
    async close() {
      isClosing = true
      await current
    },
  }
}
