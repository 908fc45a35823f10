// The printed files of the present graph. Printing waits until edits rest; a late print never replaces a newer one.

import { useEffect, useState } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { useEditor } from '../../store/use-editor.ts'
import type { PrintProject, SourceFile } from './source-file.ts'

export interface PrintedProject {
  readonly files: readonly SourceFile[]
  /** The files are of an earlier graph, because the present one has problems. */
  readonly isStale: boolean
  readonly fault: string | null
  /** How often printing was tried again. */
  readonly attempts: number
  retry(): void
}

/** Milliseconds without an edit before printing. */
const rest = 150

export function useProject(print: PrintProject): PrintedProject {
  const compilation = useEditor((state) => state.compilation)
  const [files, setFiles] = useState<readonly SourceFile[]>([])
  const [fault, setFault] = useState<string | null>(null)
  const [attempts, setAttempts] = useState(0)
  const program = 'program' in compilation ? compilation.program : null

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt prints again.
  useEffect(() => {
    if (!program) return
    let isCurrent = true
    const timer = setTimeout(
      () => {
        print(program).then(
          (printed) => {
            if (!isCurrent) return
            setFiles((before) => (sameFiles(before, printed) ? before : printed))
            setFault(null)
          },
          (error: unknown) => {
            if (isCurrent) setFault(messageOf(error))
          },
        )
      },
      files.length === 0 ? 0 : rest,
    )
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [program, print, files.length, attempts])

  return { files, isStale: program === null, fault, attempts, retry: () => setAttempts(attempts + 1) }
}

/** Moving a node makes a new Program that prints the same. */
const sameFiles = (a: readonly SourceFile[], b: readonly SourceFile[]): boolean =>
  a.length === b.length &&
  a.every(({ path, text, nodes }, i) => {
    const other = b[i]
    return other?.path === path && other.text === text && String(other.nodes) === String(nodes)
  })
