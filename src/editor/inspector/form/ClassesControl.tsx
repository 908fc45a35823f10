// Classes of a dataset as a row of switches, some of them on. Arrow keys move between them.
import { type KeyboardEvent, useRef } from 'react'
import { withClass } from './class-subset.ts'
import styles from './form.module.css'

export interface ClassesControlProps {
  readonly id: string
  readonly title: string
  /** Class k is called names[k]. */
  readonly names: readonly string[]
  /** In rising order, at least one. */
  readonly chosen: readonly number[]
  readonly onChange: (chosen: readonly number[]) => void
}

export function ClassesControl({ id, title, names, chosen, onChange }: ClassesControlProps) {
  const group = useRef<HTMLDivElement>(null)
  const isAll = chosen.length === names.length

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const boxes = [...(group.current?.querySelectorAll('input') ?? [])]
    const at = boxes.findIndex((box) => box.matches(':focus'))
    boxes[(at + by + boxes.length) % boxes.length]?.focus()
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line in every browser.
    <div ref={group} id={id} role="group" aria-label={title} className={styles.classes} onKeyDown={onKeyDown}>
      {names.map((name, k) => {
        const isChosen = chosen.includes(k)
        const isLast = isChosen && chosen.length === 1
        return (
          <label
            key={name}
            className={styles.class}
            data-tooltip={isLast ? 'At least one class is required' : undefined}
          >
            <input
              type="checkbox"
              className="visually-hidden"
              checked={isChosen}
              aria-disabled={isLast}
              onChange={() => onChange(withClass(chosen, k))}
            />
            {name}
          </label>
        )
      })}
      <button
        type="button"
        className={styles.allClasses}
        disabled={isAll}
        onClick={() => onChange(names.map((_, k) => k))}
      >
        All
      </button>
    </div>
  )
}
