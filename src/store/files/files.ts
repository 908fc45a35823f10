// Opening and saving files, with notices about what a file contains besides the graph and what happens to it.
import type { Checkpoint } from '../../engine/index.ts'
import { documentOf } from '../document/readings.ts'
import { isActive } from '../run/run-state.ts'
import type { EditorStore } from '../store.ts'

/** Opens the graph; matching weights become a paused run, so that samples are available immediately. */
export async function openFile(store: EditorStore, file: File): Promise<void> {
  const { services, openDocument, notify } = store.getState()
  const { document, checkpoint, leftOut } = await services.openFile(file)
  const { runActions } = openDocument(document, { isOwn: true }).getState()
  if (leftOut !== undefined)
    notify({ tone: 'error', message: `The graph was opened without the weights in this file. ${leftOut}` })
  if (!checkpoint) return
  if (runActions.restore(checkpoint)) {
    const message = `Opened with its weights, ${trainedFor(checkpoint)}. Resume continues from there, Reset discards them.`
    notify({ tone: 'success', message })
  } else notify({ tone: 'error', message: 'The weights in this file do not fit its graph, so they were not loaded.' })
}

/** Saves the graph, with the state of its training where there is one that belongs to it. */
export async function saveFile(store: EditorStore): Promise<void> {
  const { services, notify, run, runActions } = store.getState()
  const document = documentOf(store.getState())
  const checkpoint = await runActions.save()
  const bytes = await services.saveFile(document, checkpoint ?? undefined)
  if (checkpoint) {
    notify({
      tone: 'success',
      message: `Saved with its weights, ${trainedFor(checkpoint)}: ${(bytes / 1e6).toFixed(1)} MB.`,
      action: { title: 'Save the graph alone', run: () => void saveGraph(store) },
    })
  } else if (hasTrained(run)) {
    notify({ tone: 'info', message: 'Saved without weights: the graph is no longer the one that was trained.' })
  }
}

export async function saveGraph(store: EditorStore): Promise<void> {
  const { services } = store.getState()
  await services.saveFile(documentOf(store.getState()))
}

/** The project continues from the training state, if there is one that belongs to the graph. */
export async function exportProject(store: EditorStore): Promise<void> {
  const { services, notify, run, runActions, compilation } = store.getState()
  if (!('program' in compilation)) return
  const checkpoint = await runActions.save()
  const lacking = await services.exportProject(compilation.program, checkpoint ?? undefined)
  const without = 'Exported without weights: the graph is no longer the one that was trained.'
  const message = [!checkpoint && hasTrained(run) ? without : [], lacking ?? []].flat().join(' ')
  if (message) notify({ tone: 'info', message })
  else if (checkpoint)
    notify({
      tone: 'success',
      message: `Exported with its weights, ${trainedFor(checkpoint)}. npm start continues from there.`,
    })
}

/** There are weights that a file could hold. */
export const hasTrained = ({ status, checkpoint }: ReturnType<EditorStore['getState']>['run']): boolean =>
  checkpoint !== null || isActive(status)

const trainedFor = ({ step }: Checkpoint): string =>
  step === 1 ? 'trained for 1 step' : `trained for ${step.toLocaleString('en')} steps`
