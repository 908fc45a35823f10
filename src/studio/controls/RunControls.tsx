// Run, step, stop and reset, for the top bar. A control that cannot be used stays reachable and says why.
import { Pause, Play, RotateCcw, Square, StepForward } from 'lucide-react'
import { commandOf } from '../../store/commands/all-commands.ts'
import { isMac, showKeys } from '../../store/commands/keys.ts'
import { type Availability, availableActions, primaryTitles } from '../../store/run/available-actions.ts'
import { blockerOf, doPrimaryAction, isResumable } from '../../store/run/run-readings.ts'
import { isActive } from '../../store/run/run-state.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { wholeNumber } from '../quantities.ts'
import styles from './controls.module.css'
import { RunProgress } from './RunProgress.tsx'

/** Attributes of a control that explains itself instead of going dead; the keys are those of the command. */
const offered = ({ enabled, hint }: Availability, act: () => void, command?: string) => ({
  'aria-disabled': !enabled,
  'data-tooltip': hint,
  'data-tooltip-keys': enabled && command ? keysOf(command) : undefined,
  onClick: enabled ? act : undefined,
})

function keysOf(command: string): string | undefined {
  const [keys] = commandOf(command).keys
  return keys && showKeys(keys, isMac())
}

export function RunControls() {
  const store = useEditorStore()
  const status = useEditor((state) => state.run.status)
  const blocker = useEditor((state) => blockerOf(state.typed))
  const isEmpty = useEditor((state) => state.typed.nodes.size === 0)
  const resumable = useEditor(isResumable)
  const from = useEditor((state) => (state.run.isFromBefore ? (state.run.checkpoint?.step ?? null) : null))
  const { step, stop, reset, start } = useEditor((state) => state.runActions)
  const showDockTab = useEditor((state) => state.showDockTab)
  const actions = availableActions({ status, blocker, resumable })
  const { primary } = actions
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's frame has no place in a tool bar.
    <div role="group" aria-label="Run" className={styles.controls}>
      <Button
        look="strong"
        className={styles.primary}
        icon={primary === 'pause' ? <Pause aria-hidden /> : <Play aria-hidden />}
        {...offered(
          actions.primaryState,
          () => doPrimaryAction(store.getState()),
          primary === 'pause' ? undefined : 'run',
        )}
      >
        {primaryTitles[primary]}
        {primary === 'continue' && from !== null && (
          <span className={styles.from}>&nbsp;from step {wholeNumber(from)}</span>
        )}
      </Button>
      {primary === 'continue' && from !== null && (
        <Button look="plain" data-tooltip="Train the model from new weights" onClick={start}>
          Run
        </Button>
      )}
      <IconButton label="Step" {...offered(actions.step, step, 'step')}>
        <StepForward aria-hidden />
      </IconButton>
      <IconButton label="Stop" {...offered(actions.stop, stop, 'stop')}>
        <Square aria-hidden />
      </IconButton>
      <IconButton label="Reset" {...offered(actions.reset, reset)}>
        <RotateCcw aria-hidden />
      </IconButton>
      <div className={styles.state}>
        {blocker !== null && !isEmpty && !isActive(status) ? (
          <button type="button" className={styles.problems} onClick={() => showDockTab('problems')}>
            {blocker}
          </button>
        ) : (
          <RunProgress />
        )}
      </div>
    </div>
  )
}
