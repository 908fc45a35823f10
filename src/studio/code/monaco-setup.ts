// Monaco with TypeScript, set up once: its workers, the declarations it checks against, and how strict it is.
// Everything must be set before the first model exists, or the language service starts twice. What an editor can do
// (hovering, finding) comes first: registered after Monaco has started, it breaks every editor but the first.
import 'monaco-editor/internal/common/workers'
import * as monaco from 'monaco-editor/editor'
import EditorWorker from 'monaco-editor/editor/editor.worker?worker'
import 'monaco-editor/languages/definitions/markdown/register'
import 'monaco-editor/languages/definitions/typescript/register'
import { declarations } from 'virtual:declarations'
import * as typescript from 'monaco-editor/languages/features/typescript/register'
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker'

self.MonacoEnvironment = {
  getWorker: (_, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
}

const service = typescript.typescriptDefaults
service.setEagerModelSync(true)
service.setCompilerOptions({
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.NodeJs,
  types: [],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  noEmit: true,
})
service.setExtraLibs(
  Object.entries(declarations).map(([path, content]) => ({ content, filePath: `file:///node_modules/${path}` })),
)

const isLanguageUsed = new Promise<void>((resolve) => {
  monaco.languages.onLanguage('typescript', resolve)
})

/** The service registers itself some time after the first use of the language, and does not tell when it has. */
async function getTypeScriptWorker(attempts: number): ReturnType<typeof typescript.getTypeScriptWorker> {
  try {
    return await typescript.getTypeScriptWorker()
  } catch (error) {
    if (attempts === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 50))
    return getTypeScriptWorker(attempts - 1)
  }
}

export { monaco }

const folder = 'file:///project/'
const uriOf = (path: string) => monaco.Uri.parse(`${folder}${path}`)

/** The worker has no results for a model that it has not received yet. */
let libraries: Promise<void> = Promise.resolve()

/** Files that others import but that are not shown: they cost almost nothing, whereas a model is checked immediately. */
export function addLibraries(files: readonly { readonly path: string; readonly text: string }[]): void {
  const known = service.getExtraLibs()
  const added = files.filter(({ path, text }) => known[uriOf(path).toString()]?.content !== text)
  if (added.length === 0) return
  libraries = new Promise((resolve) => {
    const listener = service.onDidExtraLibsChange(() => {
      listener.dispose()
      // The service has its own listener, which sends them to the worker.
      setTimeout(resolve)
    })
  })
  for (const { path, text } of added) service.addExtraLib(text, uriOf(path).toString())
}

interface CodeText {
  readonly path: string
  readonly text: string
  readonly language: string
}

/** Disposes of the models of files that are gone. */
export function keepModels(paths: readonly string[]): void {
  const wanted = new Set(paths.map((path) => uriOf(path).toString()))
  for (const model of monaco.editor.getModels()) {
    const uri = model.uri.toString()
    if (uri.startsWith(folder) && !wanted.has(uri)) model.dispose()
  }
}

/** The model of a file, with its text of now; one is made where there is none. */
export function modelFor({ path, text, language }: CodeText): monaco.editor.ITextModel {
  const model = monaco.editor.getModel(uriOf(path))
  if (!model) return monaco.editor.createModel(text, language, uriOf(path))
  if (model.getValue() !== text) model.setValue(text)
  return model
}

/** Asks the language service for the errors in these files. */
export async function countErrors(paths: readonly string[]): Promise<number> {
  const uris = paths.map(uriOf)
  await isLanguageUsed
  await libraries
  const service = await (await getTypeScriptWorker(100))(...uris)
  const found = uris.flatMap((uri) => [
    service.getSyntacticDiagnostics(uri.toString()),
    service.getSemanticDiagnostics(uri.toString()),
  ])
  return (await Promise.all(found)).flat().length
}
