import { ChevronRight, Copy, GripVertical, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { initialParams, type StackLayer } from '../../../graph/fields.ts'
import type { Json, JsonObject } from '../../../graph/json.ts'
import { describeShape } from '../../../graph/signals.ts'
import type { LayerReading } from '../../../store/document/stack-readings.ts'
import { useEditor } from '../../../store/use-editor.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { describeParams } from '../../signals/parameter-line.ts'
import { fullCount, shortCount } from '../../signals/quantities.ts'
import styles from './layer-stack.module.css'
import { ParamForm } from './ParamForm.tsx'

export interface LayerRowProps {
  readonly layer: StackLayer
  readonly place: number
  readonly reading: LayerReading | undefined
  readonly isOpen: boolean
  readonly onToggle: () => void
  readonly onParam: (name: string, value: Json) => void
  readonly onSettled: () => void
  readonly onDuplicate: () => void
  readonly onRemove: () => void
  readonly onMove: (by: number) => void
  readonly onDragStart: () => void
  readonly onDropHere: () => void
}

export function LayerRow(props: LayerRowProps) {
  const { layer, place, reading, isOpen, onToggle, onParam, onSettled, onDuplicate, onRemove, onMove } = props
  const definitions = useEditor((state) => state.typed.definitions)
  const definition = definitions.get(layer.kind)
  const title = definition?.title ?? layer.kind
  const params = definition ? { ...(initialParams(definition.fields) as JsonObject), ...layer.params } : layer.params
  const summary = definition ? describeParams(definition, params, definitions).map(withoutUnits).join(' · ') : ''
  const signal = reading?.output
  const shape = signal && signal.signal !== 'objective' && signal.shape !== 'any' ? describeShape(signal.shape) : null

  function onKeyDown(event: KeyboardEvent) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (by !== undefined && event.altKey) onMove(by)
    else if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
    else if (event.key.toLowerCase() === 'd' && (event.ctrlKey || event.metaKey)) onDuplicate()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <li
      className={classNames(styles.row, isOpen && styles.open)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={props.onDropHere}
    >
      <div className={styles.line}>
        <span className={styles.grip} draggable onDragStart={props.onDragStart} aria-hidden="true">
          <GripVertical size={13} />
        </span>
        <button
          type="button"
          className={styles.name}
          data-layer-head=""
          aria-expanded={isOpen}
          aria-label={`Layer ${place + 1}, ${title} ${summary}${shape ? `, gives ${shape}` : ''}`}
          aria-description="Alt and arrows move it, Delete removes it, Ctrl+D duplicates it."
          onClick={onToggle}
          onKeyDown={onKeyDown}
        >
          <ChevronRight size={13} className={styles.chevron} aria-hidden="true" />
          <span className={styles.title}>{title}</span> <span className={styles.summary}>{summary}</span>
        </button>
        <span className={styles.facts}>
          {shape && <span>{shape.replaceAll(' ', '')}</span>}
          {reading && reading.parameterCount > 0 && (
            <span className={styles.count} data-tooltip={`${fullCount(reading.parameterCount)} weights`}>
              {shortCount(reading.parameterCount)}
            </span>
          )}
        </span>
        <span className={styles.actions}>
          <IconButton label={`Duplicate layer ${place + 1}`} onClick={onDuplicate}>
            <Copy />
          </IconButton>
          <IconButton label={`Remove layer ${place + 1}`} onClick={onRemove}>
            <Trash2 />
          </IconButton>
        </span>
      </div>
      {isOpen && (
        <div className={styles.body}>
          {definition ? (
            <ParamForm fields={definition.fields} params={params} onChange={onParam} onSettled={onSettled} />
          ) : (
            <p>Unsupported layer type {layer.kind}.</p>
          )}
        </div>
      )}
    </li>
  )
}

/** `Units 400` says no more than `400` in a row as short as this. */
const withoutUnits = (text: string): string => text.replace(/^Units /, '')
