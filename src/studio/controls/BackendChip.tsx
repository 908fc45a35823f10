// The backend of the model, why faster ones were skipped, and the user's choice.
import { Cpu } from 'lucide-react'
import { useId, useRef } from 'react'
import type { BackendChoice, BackendName } from '../../engine/index.ts'
import { isActive } from '../../store/run/run-state.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './controls.module.css'

const backendTitles: Readonly<Record<BackendName, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WebAssembly',
  cpu: 'JavaScript',
}

const choices: readonly { readonly value: BackendChoice; readonly title: string; readonly help: string }[] = [
  { value: 'auto', title: 'Automatic', help: 'The fastest available on this machine' },
  { value: 'webgpu', title: 'WebGPU', help: 'The graphics processor' },
  { value: 'wasm', title: 'WebAssembly', help: 'The processor, with vector instructions' },
  { value: 'cpu', title: 'JavaScript', help: 'Slow; works everywhere' },
]

export function BackendChip() {
  const active = useEditor((state) => state.run.backend)
  const choice = useEditor((state) => state.run.backendChoice)
  const running = useEditor((state) => isActive(state.run.status))
  const setBackend = useEditor((state) => state.runActions.setBackend)
  const id = useId()
  const panel = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const chosen = choice === 'auto' ? 'Automatic' : backendTitles[choice]
  const title = active ? backendTitles[active.backend] : chosen

  function place() {
    const box = button.current?.getBoundingClientRect()
    if (!box || !panel.current) return
    panel.current.style.top = `${box.bottom + 6}px`
    panel.current.style.left = `${Math.max(8, Math.min(box.left, innerWidth - panel.current.offsetWidth - 8))}px`
  }

  return (
    <>
      <Button
        ref={button}
        look="quiet"
        icon={<Cpu aria-hidden />}
        popoverTarget={id}
        aria-label={`Backend: ${title}`}
        data-tooltip="Where the model runs"
      >
        <span className={styles.backendTitle}>{title}</span>
      </Button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label="Backend"
        className={styles.backend}
        onToggle={(event) => {
          if (event.newState === 'open') place()
        }}
      >
        {active ? (
          <p>
            Running on <strong>{backendTitles[active.backend]}</strong>
            <span className={styles.detail}>{active.description}</span>
          </p>
        ) : (
          <p className={styles.detail}>
            {choice === 'auto'
              ? 'Chosen when the first run starts.'
              : `The next run starts on ${backendTitles[choice]}.`}
          </p>
        )}
        {active && active.skipped.length > 0 && (
          <ul aria-label="Skipped" className={styles.skipped}>
            {active.skipped.map(({ backend, reason }) => (
              <li key={backend}>
                <strong>{backendTitles[backend]}:</strong> {reason}
              </li>
            ))}
          </ul>
        )}
        <fieldset className={styles.choices}>
          <legend>Run on</legend>
          {choices.map(({ value, title: name, help }) => (
            <label key={value}>
              <input type="radio" name={id} checked={choice === value} onChange={() => setBackend(value)} />
              <span>
                {name}
                <span className={styles.detail}>{help}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {running && <p className={styles.later}>A new choice applies from the next run.</p>}
      </div>
    </>
  )
}
