// The data, model, trainer and views of a run on the backend that has been started.
import type { Checkpoint, RunningBackend } from '../../engine/index.ts'
import { createDataFeed } from '../program/data-feed.ts'
import { createModel } from '../program/model.ts'
import { createTrainer, type Trainer } from '../training/trainer.ts'
import { createRunViews, type RunViews } from '../views/run-views.ts'
import type { RunServices, Start } from './run-services.ts'
import type { Wishes } from './run-state.ts'

export interface Prepared {
  readonly trainer: Trainer
  readonly views: RunViews
}

export interface Preparation {
  readonly start: Start
  readonly services: RunServices
  readonly backend: RunningBackend
  readonly checkpoint: Checkpoint | undefined
  /** As they are when the trainer is ready. */
  wishes(): Wishes
  /** Runs work whose failures are reported only once. */
  orTell(work: () => Promise<void>): () => Promise<void>
}

export async function prepareRun(preparation: Preparation): Promise<Prepared> {
  const { start, services, backend, checkpoint, wishes, orTell } = preparation
  const { run, program } = start
  const { post } = services
  const names = [...new Set(program.data.map(({ dataset }) => dataset))]
  const loaded = await Promise.all(names.map(async (name) => [name, await services.datasets.load(name)] as const))
  const datasets = new Map(loaded)
  const feed = createDataFeed(program, datasets)
  const trainer = createTrainer(createModel(program, services.ops), feed, services.phaseClock?.(run))
  try {
    if (checkpoint) trainer.restore(checkpoint)
    await trainer.prepare((done, total) => post({ type: 'preparing', run, done, total }))
  } catch (error) {
    trainer.dispose()
    throw error
  }
  const { backend: name, description, skipped } = backend
  post({ type: 'ready', run, backend: name, description, skipped })
  const { stepMode } = trainer
  if (stepMode.mode === 'plain' && stepMode.reason !== undefined)
    post({ type: 'notice', run, message: `Steps are slower than they could be: ${stepMode.reason}` })
  const { watched, labels } = wishes()
  const views = createRunViews({
    model: trainer.model,
    feed,
    datasets,
    watched,
    labels,
    step: () => trainer.step,
    showPreview: (step, preview) => post({ type: 'preview', run, step, preview }),
    showView: (step, view) => post({ type: 'view', run, step, view }),
    orTell,
  })
  return { trainer, views }
}
