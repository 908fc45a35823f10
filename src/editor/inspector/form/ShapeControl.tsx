// A shape, or a list of sizes, as one small input for each number, with a way to add and take away one.
import { Minus, Plus } from 'lucide-react'
import type { Shape } from '../../../graph/signals.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import styles from './form.module.css'
import { readNumber, stepNumber } from './number-text.ts'

const largest = 1_048_576

export interface ShapeControlProps {
  readonly id: string
  readonly title: string
  /** A shape is a product of dimensions; sizes follow each other. */
  readonly kind: 'shape' | 'sizes'
  readonly most: number
  readonly shape: Shape
  readonly check: (shape: Shape) => string | null
  readonly onChange: (shape: Shape) => void
  readonly onSettled: () => void
}

export function ShapeControl({ id, title, kind, most, shape, check, onChange, onSettled }: ShapeControlProps) {
  const isSizes = kind === 'sizes'
  const words = isSizes ? { one: 'size', between: ',' } : { one: 'dimension', between: '×' }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out in one line in every browser.
    <div role="group" aria-label={title} className={styles.shape}>
      {shape.map((extent, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an extent is known by its place.
        <span key={index} className={styles.extent}>
          {index > 0 && <span aria-hidden="true">{words.between}</span>}
          <DraftInput
            id={index === 0 ? id : undefined}
            aria-label={`${title}, ${words.one} ${index + 1}`}
            isNumber
            value={String(extent)}
            take={(text) => {
              const number = readNumber(text)
              const next = shape.with(index, number ?? 0)
              const fault = number === null ? 'Integers of at least 1.' : check(next)
              if (fault !== null) return { fault }
              onChange(next)
              return { value: String(number) }
            }}
            onSettled={onSettled}
            onKeyDown={(event) => {
              const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' && -1
              if (!direction) return
              event.preventDefault()
              const options = { isInteger: true, min: 1, max: largest, isCoarse: event.shiftKey }
              const next = shape.with(index, stepNumber(extent, direction, options))
              if (check(next) === null) onChange(next)
            }}
          />
        </span>
      ))}
      <span className={styles.shapeButtons}>
        <IconButton
          label={`Add a ${words.one}`}
          disabled={shape.length >= most}
          onClick={() => onChange([...shape, isSizes ? (shape.at(-1) ?? 100) : 1])}
        >
          <Plus />
        </IconButton>
        <IconButton
          label={`Remove the last ${words.one}`}
          disabled={shape.length === 0}
          onClick={() => onChange(shape.slice(0, -1))}
        >
          <Minus />
        </IconButton>
      </span>
    </div>
  )
}
