// The dock's Code tab: the present graph as the TypeScript project that it stands for. What prints it is given.
import type { ComponentType } from 'react'
import { blockerOf } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { MissingPart } from '../../ui/MissingPart.tsx'
import styles from './code.module.css'
import { Project } from './Project.tsx'
import type { PrintProject } from './source-file.ts'
import { useProject } from './use-project.ts'

export function createCodePanel(print: PrintProject): ComponentType {
  return function CodePanel() {
    const { files, isStale, fault, attempts, retry } = useProject(print)
    const blocker = useEditor((state) => blockerOf(state.typed))
    const showDockTab = useEditor((state) => state.showDockTab)
    if (fault !== null)
      return <MissingPart message={`The project could not be printed: ${fault}`} attempts={attempts} onRetry={retry} />
    if (files.length === 0 && isStale) {
      return (
        <p className={styles.waiting}>
          The code appears here once the graph is complete.
          {blocker !== null && <Button onClick={() => showDockTab('problems')}>{blocker}</Button>}
        </p>
      )
    }
    if (files.length === 0) return <p className={styles.waiting}>Printing the project…</p>
    return <Project files={files} isStale={isStale} />
  }
}
