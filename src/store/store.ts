// The editor's store, made of slices. It is given the node kinds and, where models can run, a way to start the worker.
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { KnownDatasets } from '../engine/data/dataset-catalogue.ts'
import type { Definitions } from '../graph/definition.ts'
import type { FromWorker, ToWorker } from '../protocol/messages.ts'
import { createDocumentSlice } from './document/document-slice.ts'
import { documentOf } from './document/readings.ts'
import type { EditorState } from './editor-state.ts'
import { createOpeningGuard, type OpeningGuard } from './files/opening-guard.ts'
import type { Services } from './files/services.ts'
import { createRunSlice } from './run/run-slice.ts'
import { createSettingsSlice, type SettingsStorage } from './view/settings-slice.ts'
import { createViewSlice } from './view/view-slice.ts'

export type EditorStore = StoreApi<EditorState>

export interface StoreDependencies {
  readonly definitions: Definitions
  readonly datasets: KnownDatasets
  /** Called at the first message, so that a page that never trains never loads the worker. */
  readonly startRuntime?: (receive: (message: FromWorker) => void) => { send(message: ToWorker): void }
  readonly services: Services
  readonly storage?: SettingsStorage | undefined
  readonly openings?: OpeningGuard
}

export function createEditorStore({
  definitions,
  datasets,
  startRuntime,
  services,
  storage,
  openings = createOpeningGuard(undefined),
}: StoreDependencies): EditorStore {
  let runtime: { send(message: ToWorker): void } | undefined
  return createStore<EditorState>()((setState, get) => {
    const set = (change: Partial<EditorState>) => setState(change)
    return {
      services,
      openings,
      ...createDocumentSlice(set, get, { builtIn: definitions, datasets }),
      ...createViewSlice(set, get),
      ...createSettingsSlice(set, get, storage),
      ...createRunSlice(set, get, {
        datasets,
        send(message) {
          runtime ??= startRuntime?.((answer) => get().runActions.receive(answer))
          if (runtime) runtime.send(message)
          else throw new Error(`The message "${message.type}" has no worker to go to.`)
        },
        compile() {
          const { compilation } = get()
          return 'program' in compilation ? { ...compilation, document: documentOf(get()) } : compilation
        },
      }),
    }
  })
}
