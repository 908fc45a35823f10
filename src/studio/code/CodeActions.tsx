// Copy a file, download the project, switch to plain text; and whether the types are right.
import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { copyText, whyNotCopied } from '../../platform/clipboard.ts'
import { commandOf } from '../../store/commands/all-commands.ts'
import { runCommand } from '../../store/commands/command.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './code.module.css'
import type { SourceFile, TypeCheck } from './source-file.ts'

export interface CodeActionsProps {
  readonly file: SourceFile
  readonly isPlain: boolean
  readonly onPlain: (isPlain: boolean) => void
  /** `null` while the types have not been checked. */
  readonly check: TypeCheck | null
  readonly isStale: boolean
}

export function CodeActions({ file, isPlain, onPlain, check, isStale }: CodeActionsProps) {
  const store = useEditorStore()
  const [copied, setCopied] = useState<SourceFile | null>(null)

  async function copy() {
    const { announce, notify } = store.getState()
    if (await copyText(file.text)) {
      setCopied(file)
      announce(`${file.path} copied.`)
    } else notify({ tone: 'error', message: whyNotCopied() })
  }

  return (
    <div role="toolbar" aria-label="Code" className={styles.actions}>
      <output className={styles.checked} data-wrong={check !== null && !('errors' in check && check.errors === 0)}>
        {isStale ? 'Code of the last valid graph' : !isPlain && checkedWords(check)}
      </output>
      <Button look="quiet" aria-pressed={isPlain} onClick={() => onPlain(!isPlain)}>
        Plain text
      </Button>
      <Button look="quiet" icon={copied === file ? <Check aria-hidden /> : <Copy aria-hidden />} onClick={copy}>
        {copied === file ? 'Copied' : 'Copy file'}
      </Button>
      <Button
        look="quiet"
        icon={<Download aria-hidden />}
        onClick={() => runCommand(commandOf('exportProject'), store)}
      >
        Download project
      </Button>
    </div>
  )
}

function checkedWords(check: TypeCheck | null): string {
  if (check === null) return 'Checking the types…'
  if ('fault' in check) return `The types could not be checked: ${check.fault}`
  if (check.errors === 0) return 'No type errors'
  return check.errors === 1 ? '1 type error' : `${check.errors} type errors`
}
