// Makes a session: the slices of one document, and the worker of its runs.
import { createStore } from 'zustand/vanilla'
import type { GraphDocument } from '../../graph/document.ts'
import type { FromWorker, ToWorker } from '../../protocol/messages.ts'
import type { Vocabulary } from '../document/document-meaning.ts'
import { createDocumentSlice } from '../document/document-slice.ts'
import { createRunSlice, type RunChoices } from '../run/run-slice.ts'
import { createViewSlice } from '../view/view-slice.ts'
import type { WindowSlice } from '../view/window-state.ts'
import type { Session, SessionState } from './session-state.ts'

/** The worker of a session. */
export interface Runtime {
  send(message: ToWorker): void
  terminate(): void
}

export interface SessionDependencies {
  readonly vocabulary: Vocabulary
  /** Called at the first message of each session, so that a page that never trains never loads the worker. */
  readonly startRuntime?: ((receive: (message: FromWorker) => void) => Runtime) | undefined
  readonly inWindow: () => WindowSlice
}

export interface OpenedDocument {
  readonly document: GraphDocument
  readonly key: string
  readonly isOwn: boolean
}

/** What a new session takes over from the one that was active before. */
export interface Inherited {
  readonly dockTab: string
  readonly choices: RunChoices
}

export function createSession(
  { vocabulary, startRuntime, inWindow }: SessionDependencies,
  opened: OpenedDocument,
  inherited?: Inherited,
): Session {
  let runtime: Runtime | undefined
  return createStore<SessionState>()((setState, get) => {
    const set = (change: Partial<SessionState>) => setState(change)
    const dependencies = {
      datasets: vocabulary.datasets,
      send(message: ToWorker) {
        runtime ??= startRuntime?.((answer) => get().runActions.receive(answer))
        if (runtime) runtime.send(message)
        else throw new Error(`The message "${message.type}" has no worker to go to.`)
      },
      free() {
        runtime?.terminate()
        runtime = undefined
      },
      compile() {
        const { compilation, history } = get()
        return 'program' in compilation ? { ...compilation, document: history.present } : compilation
      },
    }
    return {
      ...createDocumentSlice(set, get, inWindow, vocabulary, opened),
      ...createViewSlice(set, get, inWindow, inherited?.dockTab),
      ...createRunSlice(set, dependencies, inherited?.choices),
    }
  })
}
