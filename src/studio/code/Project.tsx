// The files of a project: a list, the file shown, and what can be done with it.
import { Suspense, useEffect, useId, useState } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { lazyPart } from '../../ui/lazy-part.tsx'
import { CodeActions } from './CodeActions.tsx'
import styles from './code.module.css'
import { FileList } from './FileList.tsx'
import { PlainCode } from './PlainCode.tsx'
import { fileFor, nodeAt, type SourceFile, type TypeCheck } from './source-file.ts'

// Without it the code can be read all the same.
const CodeEditor = lazyPart(
  'The code editor',
  async () => (await import('./CodeEditor.tsx')).CodeEditor,
  ({ children, ...view }) => (
    <>
      {children}
      <PlainCode {...view} />
    </>
  ),
)

export interface ProjectProps {
  readonly files: readonly SourceFile[]
  /** The files are of an earlier graph. */
  readonly isStale: boolean
}

export function Project({ files, isStale }: ProjectProps) {
  const selection = useEditor((state) => state.selection)
  const select = useEditor((state) => state.select)
  const [path, setPath] = useState('model.ts')
  // Monaco is not made for touch.
  const [isPlain, setPlain] = useState(() => matchMedia('(pointer: coarse)').matches)
  const [check, setCheck] = useState<TypeCheck | null>(null)
  const panel = useId()
  const file = files.find((candidate) => candidate.path === path) ?? files[0]

  // A selection made on the canvas brings its file to the front; a later look at another file stays.
  useEffect(() => {
    setPath((present) => fileFor(files, present, selection)?.path ?? present)
  }, [files, selection])

  if (!file) return null
  const view = {
    file,
    nodes: selection,
    onLine: (line: number) => {
      const node = nodeAt(file, line)
      if (node !== null && !(selection.size === 1 && selection.has(node))) select([node])
    },
  }
  return (
    <div className={styles.project}>
      <FileList paths={files.map((each) => each.path)} shown={file.path} panel={panel} onShow={setPath} />
      <div id={panel} role="tabpanel" aria-label={file.path} className={styles.file}>
        <CodeActions
          file={file}
          isPlain={isPlain}
          onPlain={setPlain}
          check={isPlain ? null : check}
          isStale={isStale}
        />
        {isPlain ? (
          <PlainCode {...view} />
        ) : (
          <Suspense fallback={<PlainCode {...view} />}>
            <CodeEditor {...view} files={files} onChecked={setCheck} />
          </Suspense>
        )}
      </div>
    </div>
  )
}
