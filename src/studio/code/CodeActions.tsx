// Copy a file, download the project, switch to plain text; and whether the types are right.
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { documentOf } from '../../store/readings.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { fileStem, saveFile } from '../save-file.ts'
import styles from './code.module.css'
import type { SourceFile } from './source-file.ts'

export interface CodeActionsProps {
  readonly files: readonly SourceFile[]
  readonly file: SourceFile
  readonly isPlain: boolean
  readonly onPlain: (isPlain: boolean) => void
  /** Type errors in all files; `null` where they have not been checked. */
  readonly errors: number | null
  readonly isStale: boolean
}

export function CodeActions({ files, file, isPlain, onPlain, errors, isStale }: CodeActionsProps) {
  const store = useEditorStore()
  const [copied, setCopied] = useState<SourceFile | null>(null)

  async function copy() {
    const { announce, notify } = store.getState()
    try {
      await navigator.clipboard.writeText(file.text)
      setCopied(file)
      announce(`${file.path} copied.`)
    } catch {
      notify({ tone: 'error', message: 'The browser did not allow copying. Select the text and copy it by hand.' })
    }
  }

  async function download() {
    const { projectArchive } = await import('./project-archive.ts')
    const folder = fileStem(documentOf(store.getState()).title)
    saveFile(`${folder}.zip`, 'application/zip', projectArchive(folder, files))
  }

  return (
    <div role="toolbar" aria-label="Code" className={styles.actions}>
      <output className={styles.checked} data-wrong={errors !== null && errors > 0}>
        {isStale ? 'Of the last graph without problems' : checkedWords(errors)}
      </output>
      <Button look="quiet" aria-pressed={isPlain} onClick={() => onPlain(!isPlain)}>
        Plain text
      </Button>
      <Button look="quiet" icon={copied === file ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={copy}>
        {copied === file ? 'Copied' : 'Copy file'}
      </Button>
      <Button look="quiet" icon={<Download aria-hidden />} onClick={download}>
        Download project
      </Button>
    </div>
  )
}

function checkedWords(errors: number | null): string {
  if (errors === null) return ''
  if (errors === 0) return 'No type errors'
  return errors === 1 ? '1 type error' : `${errors} type errors`
}
