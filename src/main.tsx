// The composition root of the page: the node kinds, the store, the worker, the panels, and which document opens.
import '@fontsource-variable/inter/wght.css'
import './ui/theme.css'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { definitions } from '../nodes/index.ts'
import { readTemplates } from '../templates/index.ts'
import { type Library, LibraryProvider, type StoppedDocument } from './editor/library.ts'
import { ProblemsPanel } from './editor/problems/ProblemsPanel.tsx'
import type { DockTab } from './editor/shell/dock-tab.ts'
import { Editor } from './editor/shell/Editor.tsx'
import { Rescue } from './editor/shell/Rescue.tsx'
import { builtInDatasets } from './engine/data/built-in-datasets.ts'
import { isOpenElsewhere, letGo } from './platform/document-locks.ts'
import { heldBack } from './platform/held-back.ts'
import { keepForOffline } from './platform/offline.ts'
import { loadPart, watchParts } from './platform/parts.ts'
import { webStorage } from './platform/web-storage.ts'
import { createTrainingClient } from './protocol/client.ts'
import { startAutosave } from './store/files/autosave.ts'
import { type AutosaveDatabase, openAutosave, savedDocuments, takeLastWords } from './store/files/autosave-database.ts'
import { readSaved } from './store/files/autosave-record.ts'
import { hasLink, keptDocuments, linkedDocument, tell } from './store/files/first-documents.ts'
import { createOpeningGuard } from './store/files/opening-guard.ts'
import { createPageServices } from './store/files/page-services.ts'
import { rememberShown } from './store/files/shown-documents.ts'
import { openRunArchive } from './store/run/run-archive.ts'
import { startRunKeeper } from './store/run/run-keeper.ts'
import { onEachSession } from './store/session/each-session.ts'
import { createEditorStore, type EditorStore } from './store/store.ts'
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

/** In development only: Ctrl+Alt+D shows what is trained, and how fast. */
const DebugOverlay = import.meta.env.DEV
  ? lazyPart('The debug overlay', async () => (await import('./studio/debug/DebugOverlay.tsx')).DebugOverlay)
  : null

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
      const isCopy = await isOpenElsewhere(key)
      return { document: readSaved(saved, definitions), isCopy }
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
  const stopped = await openFirst(store, database)
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
  addEventListener('hashchange', () => hasLink() && void linkedDocument(store, definitions).open())
  createRoot(root).render(
    <StrictMode>
      <StoreProvider value={store}>
        <LibraryProvider value={createLibrary(database, stopped)}>
          <Rescue>
            <Editor
              dockTabs={dockTabs}
              RunControls={RunControls}
              BackendStatus={BackendChip}
              TrainingSettings={TrainingSettings}
            />
            {DebugOverlay && (
              <Suspense>
                <DebugOverlay />
              </Suspense>
            )}
          </Rescue>
        </LibraryProvider>
      </StoreProvider>
    </StrictMode>,
  )
}

/** Opens what the visit begins with, and begins to keep it. @returns what stopped the editor and waits to be asked for. */
async function openFirst(store: EditorStore, database: AutosaveDatabase | null): Promise<StoppedDocument | undefined> {
  const kept = await (database && keptDocuments(store, database, definitions).catch((error) => tell(store, error)))
  const linked = hasLink() ? linkedDocument(store, definitions) : undefined
  const first = linked ?? kept?.active
  const isStopped = first !== undefined && store.getState().openings.hasStopped(first.name)
  // What a link brings is saved at once; what was kept already is not saved again.
  if (first && !linked && !isStopped) await first.open()
  await kept?.openOthers(first)
  holdDocuments(store)
  rememberShown(store)
  startAutosave(store, database)
  if (linked && !isStopped) await linked.open()
  if (!first || isStopped) store.getState().openDialog('gallery')
  return isStopped ? { ...first, tryAgain: first.open } : undefined
}

/** Whatever way a document came, it is this window's until it is closed for good, and another window opens a copy of it. */
function holdDocuments(store: EditorStore) {
  const keysOf = ({ sessions, closed }: ReturnType<EditorStore['getState']>) =>
    new Set([...sessions.keys(), ...closed.map((session) => session.getState().documentKey)])
  for (const key of keysOf(store.getState())) void isOpenElsewhere(key)
  store.subscribe((state, before) => {
    if (state.sessions === before.sessions && state.closed === before.closed) return
    const [keys, old] = [keysOf(state), keysOf(before)]
    for (const key of keys) if (!old.has(key)) void isOpenElsewhere(key)
    for (const key of old) if (!keys.has(key)) letGo(key)
  })
}

/** Without a database runs are not kept; documents say so already. */
async function keepRuns(store: EditorStore, database: AutosaveDatabase | null) {
  const archive = await openRunArchive().catch(() => null)
  if (!archive) return
  const sessionOf = (key: string) => store.getState().sessions.get(key)
  const { notify } = store.getState()
  const keeper = startRunKeeper({ archive, sessionOf, notify, now: Date.now })
  onEachSession(store, (session) => void keeper.watch(session))
  if (database) await keeper.prune(await database.getAllKeys('documents'))
}

/** Once; where something that is missing would be used, that is said there too. */
function tellHeldBack(store: EditorStore) {
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

const root = document.getElementById('root')
if (!root) throw new Error('The page has no element "root".')
watchParts()
void start(root)
