// A search input over a list: arrows move, Enter chooses. Gives the attributes of the combobox pattern (WAI-ARIA 1.2).
import { type ChangeEvent, type KeyboardEvent, useId, useMemo, useState } from 'react'

export interface ListChoiceOptions<T> {
  readonly items: readonly T[]
  readonly search: (items: readonly T[], query: string) => readonly T[]
  readonly onChoose: (item: T) => void
}

export function useListChoice<T>({ items, search, onChoose }: ListChoiceOptions<T>) {
  const id = useId()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => search(items, query), [items, search, query])
  const optionId = (index: number) => `${id}-${index}`

  function moveTo(index: number) {
    const next = (index + found.length) % Math.max(1, found.length)
    setActive(next)
    document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' })
  }

  return {
    query,
    found,
    input: {
      role: 'combobox',
      value: query,
      autoComplete: 'off',
      spellCheck: false,
      'aria-autocomplete': 'list',
      'aria-expanded': found.length > 0,
      'aria-controls': id,
      'aria-activedescendant': found.length > 0 ? optionId(active) : undefined,
      onChange(event: ChangeEvent<HTMLInputElement>) {
        setQuery(event.target.value)
        setActive(0)
      },
      onKeyDown(event: KeyboardEvent) {
        // Enter that ends a composed character chooses nothing.
        if (event.nativeEvent.isComposing) return
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
        const chosen = found[active]
        if (by !== undefined) moveTo(active + by)
        else if (event.key === 'Enter' && chosen !== undefined) onChoose(chosen)
        else return
        event.preventDefault()
      },
    },
    list: { id, role: 'listbox' },
    option: (index: number) => ({
      id: optionId(index),
      role: 'option',
      'aria-selected': index === active,
      onPointerMove: () => setActive(index),
      onClick() {
        const item = found[index]
        if (item !== undefined) onChoose(item)
      },
    }),
  } as const
}
