import type { LoopOptions } from '../../engine/index.ts'
import { NodeError } from '../program/node-error.ts'
import { culpritInWords } from '../program/observe.ts'
import type { Trainer } from './trainer.ts'

/** A Program's training as seen by a training loop: its budget, its epochs, and names for its errors. */
export const ofProgram = (
  trainer: Trainer,
): Pick<LoopOptions, 'trainer' | 'budget' | 'epochAfter' | 'stepsForEpochs' | 'describe' | 'ownerOf'> => ({
  trainer,
  budget: trainer.model.program.training.budget,
  epochAfter: trainer.feed.epochAfter,
  stepsForEpochs: trainer.feed.stepsForEpochs,
  describe: culpritInWords,
  ownerOf: (error) => (error instanceof NodeError ? error.node : undefined),
})
