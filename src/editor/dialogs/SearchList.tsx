// A search over a list inside a dialog: type, move with the arrows, choose with Enter.
import { Search } from 'lucide-react'
import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import { useListChoice } from '../../ui/use-list-choice.ts'
import styles from './search-list.module.css'

export interface SearchListProps<T> {
  readonly label: string
  readonly placeholder: string
  readonly items: readonly T[]
  readonly idOf: (item: T) => string
  /** What a query is looked for in. */
  readonly textOf: (item: T) => string
  /** What cannot be chosen now comes after all that can. */
  readonly isBarred?: (item: T) => boolean
  readonly onChoose: (item: T) => void
  readonly render: (item: T) => ReactNode
  readonly nothing: string
}

export function SearchList<T>(props: SearchListProps<T>) {
  const { label, placeholder, items, idOf, textOf, isBarred = never, onChoose, render, nothing } = props
  const search = useCallback(
    (all: readonly T[], query: string) =>
      bestMatches(all, query, textOf).toSorted((a, b) => Number(isBarred(a)) - Number(isBarred(b))),
    [textOf, isBarred],
  )
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const choice = useListChoice({ items, search, onChoose })
  return (
    <div className={styles.search}>
      <label className={styles.input}>
        <Search size={16} aria-hidden="true" />
        <input ref={input} data-first-focus="" aria-label={label} placeholder={placeholder} {...choice.input} />
      </label>
      <ul className={styles.list} aria-label={label} {...choice.list}>
        {choice.found.map((item, index) => (
          <li
            key={idOf(item)}
            className={styles.item}
            aria-disabled={isBarred(item) || undefined}
            {...choice.option(index)}
          >
            {render(item)}
          </li>
        ))}
      </ul>
      {choice.found.length === 0 && (
        <p role="status" className={styles.nothing}>
          {nothing}
        </p>
      )}
    </div>
  )
}

const never = () => false

/** Items that hold every word; those where a word begins the text come first. */
function bestMatches<T>(items: readonly T[], query: string, textOf: (item: T) => string): readonly T[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return items
  const found = items.filter((item) => words.every((word) => textOf(item).toLowerCase().includes(word)))
  const starts = (item: T) => Number(words.some((word) => textOf(item).toLowerCase().startsWith(word)))
  return found.toSorted((a, b) => starts(b) - starts(a))
}
