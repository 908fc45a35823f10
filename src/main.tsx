// The composition root of the page: the node kinds, the store, the worker, the panels, and which document opens.
import { messageOf } from './engine/text/message-of.ts'
import '@fontsource-variable/inter/wght.css'
import './ui/theme.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { definitions } from '../nodes/index.ts'
import { readTemplates } from '../templates/index.ts'
import { type Library, LibraryProvider, type StoppedDocument } from './editor/library.ts'
import { ProblemsPanel } from './editor/problems/ProblemsPanel.tsx'
import type { DockTab } from './editor/shell/dock-tab.ts'
import { Editor } from './editor/shell/Editor.tsx'
import { Rescue } from './editor/shell/Rescue.tsx'
import { builtInDatasets } from './engine/data/built-in-datasets.ts'
import { fnv1a } from './engine/random/random-stream.ts'
import { isOpenElsewhere } from './platform/document-locks.ts'
import { heldBack } from './platform/held-back.ts'
import { keepForOffline } from './platform/offline.ts'
import { loadPart, watchParts } from './platform/parts.ts'
import { webStorage } from './platform/web-storage.ts'
import { createTrainingClient } from './protocol/client.ts'
import { isGraphLink } from './share/link-text.ts'
import {
  type AutosaveDatabase,
  lastDocument,
  openAutosave,
  rememberShown,
  savedDocuments,
  startAutosave,
  takeLastWords,
  throwAway,
} from './store/files/autosave.ts'
import { readSaved } from './store/files/autosave-record.ts'
import { createOpeningGuard } from './store/files/opening-guard.ts'
import { createPageServices } from './store/files/page-services.ts'
import { openRunArchive } from './store/run/run-archive.ts'
import { startRunKeeper } from './store/run/run-keeper.ts'
import { createEditorStore } from './store/store.ts'
import { StoreProvider } from './store/use-editor.ts'
import type { PrintProject } from './studio/code/source-file.ts'
import { BackendChip } from './studio/controls/BackendChip.tsx'
import { RunControls } from './studio/controls/RunControls.tsx'
import { lazyPart } from './ui/lazy-part.tsx'

const printProject: PrintProject = async (program) => {
  const [project, { loadSources }] = await loadPart('The printer of code', () =>
    Promise.all([import('./codegen/typescript/project.ts'), import('./codegen/carried/load-sources.ts')]),
  )
  return project.printProject(program, await loadSources(), builtInDatasets)
}

const dockTabs: readonly DockTab[] = [
  {
    id: 'training',
    title: 'Training',
    Component: lazyPart(
      'The charts of the training',
      async () => (await import('./studio/training/TrainingPanel.tsx')).TrainingPanel,
    ),
  },
  {
    id: 'samples',
    title: 'Samples',
    Component: lazyPart('The samples', async () => (await import('./studio/samples/SamplesPanel.tsx')).SamplesPanel),
  },
  {
    id: 'latent',
    title: 'Latent',
    Component: lazyPart('The latent space', async () => (await import('./studio/latent/LatentPanel.tsx')).LatentPanel),
  },
  {
    id: 'density',
    title: 'Density',
    Component: lazyPart('The density', async () => (await import('./studio/density/DensityPanel.tsx')).DensityPanel),
  },
  {
    id: 'checks',
    title: 'Checks',
    badge: (state) => state.run.checks?.results.filter(({ outcome }) => outcome === 'failed').length ?? 0,
    Component: lazyPart('The checks', async () => (await import('./studio/checks/ChecksPanel.tsx')).ChecksPanel),
  },
  {
    id: 'code',
    title: 'Code',
    Component: lazyPart('The code', async () => {
      const { createCodePanel } = await import('./studio/code/create-code-panel.tsx')
      return createCodePanel(printProject)
    }),
  },
  {
    id: 'problems',
    title: 'Problems',
    badge: (state) => state.typed.problems.filter(({ severity }) => severity !== 'info').length,
    Component: ProblemsPanel,
  },
]

const TrainingSettings = lazyPart(
  'The settings of the training',
  async () => (await import('./studio/training/TrainingSettings.tsx')).TrainingSettings,
)

const nodeTexts = import.meta.glob<string>('../nodes/*/*/*.md', { query: '?raw', import: 'default' })

function createLibrary(database: AutosaveDatabase | null, stopped: StoppedDocument | undefined): Library {
  return {
    templates: readTemplates(definitions),
    stopped,
    async readNodeText(kind) {
      const read = nodeTexts[`../nodes/${kind}/${kind.split('/').at(-1)}.md`]
      return read ? loadPart('The text', read) : null
    },
    recentDocuments: async () => (database ? savedDocuments(database) : []),
    async openRecent(key) {
      const saved = await database?.get('documents', key)
      if (!saved) throw new Error('This document is no longer kept in the browser.')
      return readSaved(saved, definitions)
    },
  }
}

async function start(root: HTMLElement) {
  const store = createEditorStore({
    definitions,
    datasets: builtInDatasets,
    services: createPageServices(definitions, builtInDatasets),
    startRuntime: (receive) => createTrainingClient(receive),
    storage: webStorage(),
    openings: createOpeningGuard(webStorage()),
  })
  // Canvas and dock are read together, so each has its share of the window.
  store.getState().resizePanel('dock', innerHeight * 0.36)
  // Without a database the page works from memory; autosaving says so, and why.
  const database = await openAutosave().catch(() => null)
  if (database) await takeLastWords(database).catch((error) => tell(store, error))
  const first = hasLink() ? linkedDocument(store) : await keptDocument(store, database)
  const isStopped = first !== undefined && store.getState().openings.hasStopped(first.name)
  // What a link brings is saved at once; what was kept already is not saved again.
  const isLinked = first?.isLinked ?? false
  if (isLinked) startAutosave(store, database)
  holdDocuments(store)
  if (first && !isStopped) await first.open()
  else store.getState().openDialog('gallery')
  if (!isLinked) startAutosave(store, database)
  void keepRuns(store, database)
  tellHeldBack(store)
  keepForOffline((change) =>
    store.getState().notify({
      tone: 'info',
      message: 'There is a new version of Genloom. What you made stays when you change to it.',
      action: { title: 'Reload', run: change },
      stays: true,
    }),
  )
  addEventListener('hashchange', () => hasLink() && void linkedDocument(store).open())
  createRoot(root).render(
    <StrictMode>
      <StoreProvider value={store}>
        <LibraryProvider value={createLibrary(database, isStopped ? first : undefined)}>
          <Rescue>
            <Editor
              dockTabs={dockTabs}
              RunControls={RunControls}
              BackendStatus={BackendChip}
              TrainingSettings={TrainingSettings}
            />
          </Rescue>
        </LibraryProvider>
      </StoreProvider>
    </StrictMode>,
  )
}

/** Without a database runs are not kept; documents say so already. */
async function keepRuns(store: Store, database: AutosaveDatabase | null) {
  const archive = await openRunArchive().catch(() => null)
  if (!archive) return
  const keeper = startRunKeeper(store, archive, Date.now)
  await keeper.offer()
  if (database) await keeper.prune(await database.getAllKeys('documents'))
}

/** Once; where something that is missing would be used, that is said there too. */
function tellHeldBack(store: Store) {
  const known = 'genloom.held-back'
  const things = heldBack()
  if (things.length === 0 || webStorage()?.getItem(known)) return
  store.getState().notify({
    tone: 'info',
    message: `This page came over plain http, where browsers have no ${things.join(', no ')}. All else works here too.`,
    action: { title: 'Do not say again', run: () => webStorage()?.setItem(known, 'known') },
    stays: true,
  })
}

type Store = ReturnType<typeof createEditorStore>

const hasLink = (): boolean => isGraphLink(location.href)

/** What a visit begins with. */
interface FirstDocument extends StoppedDocument {
  /** By which the guard of openings knows it. */
  readonly name: string
  readonly isLinked: boolean
  /** Opens it, or the choice of a template where it cannot be read. */
  open(): Promise<void>
}

/** The graph of the link in the address. */
function linkedDocument(store: Store): FirstDocument {
  const { openDocument, openDialog, openings } = store.getState()
  const link = location.href
  const name = `link-${fnv1a(link)}`
  // From here on the document lives in the browser, so a reload brings back the edits and not the link. One that cannot
  // be read stays in the address, for whoever wants to mend it.
  const leaveLink = () =>
    history.replaceState(null, '', location.pathname.replace(/%23g(=|%3D).*/i, '') + location.search)
  const open = () =>
    openOrTell(store, name, async () => {
      const { readLink } = await loadPart('The reader of links', () => import('./share/link.ts'))
      openDocument(await readLink(link, definitions))
      openDialog(null)
      leaveLink()
    })
  return {
    name,
    isLinked: true,
    title: 'The graph of the link in the address',
    open,
    tryAgain: open,
    async throwAway() {
      openings.forget(name)
      leaveLink()
    },
  }
}

/** Whatever way a document came, it is this window's from now on, and another window opens a copy of it. */
function holdDocuments(store: Store) {
  const hold = (key: string) => {
    void isOpenElsewhere(key)
    rememberShown(key)
  }
  hold(store.getState().documentKey)
  store.subscribe(({ documentKey }, before) => documentKey !== before.documentKey && hold(documentKey))
}

/** What the window showed before, or what was edited last. */
async function keptDocument(store: Store, database: AutosaveDatabase | null): Promise<FirstDocument | undefined> {
  const { openDocument, openings } = store.getState()
  const saved = await (database && lastDocument(database).catch((error) => tell(store, error)))
  if (!saved || !database) return undefined
  const open = () =>
    openOrTell(store, saved.key, async () => {
      const key = (await isOpenElsewhere(saved.key)) ? {} : { key: saved.key }
      openDocument(readSaved(saved, definitions), key)
    })
  return {
    name: saved.key,
    isLinked: false,
    title: saved.title,
    open,
    tryAgain: open,
    async throwAway() {
      openings.forget(saved.key)
      await throwAway(database, saved.key)
    },
  }
}

async function openOrTell(store: Store, name: string, open: () => Promise<void>) {
  const { openings, openDialog } = store.getState()
  openings.begin(name)
  try {
    await open()
  } catch (error) {
    openings.forget(name)
    tell(store, error)
    openDialog('gallery')
  }
}

function tell(store: Store, error: unknown) {
  store.getState().notify({ tone: 'error', message: messageOf(error) })
}

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element "root".')
watchParts()
void start(root)
