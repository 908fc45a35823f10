// Keys as written in commands: matched against key presses and shown in the notation of the user's system.
interface KeyPress {
  readonly key: string
  readonly code?: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const modifiers = ['Mod', 'Ctrl', 'Alt', 'Shift'] as const

/** `Mod++` is Mod and the plus sign. */
const namesOf = (keys: string): readonly string[] =>
  keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+')

function parts(keys: string) {
  const names = namesOf(keys)
  const key = names.at(-1) ?? ''
  return { key, has: (modifier: (typeof modifiers)[number]) => names.slice(0, -1).includes(modifier) }
}

export function matchesKeys(press: KeyPress, keys: string, isMac: boolean): boolean {
  const { key, has } = parts(keys)
  const mod = isMac ? press.metaKey : press.ctrlKey
  const other = isMac ? press.ctrlKey : press.metaKey
  if (mod !== has('Mod') || other !== (isMac && has('Ctrl')) || press.altKey !== has('Alt')) return false
  // Whether a sign such as "?" needs Shift depends on the keyboard, so Shift counts for letters and named keys only.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key)
  if (!isSign && press.shiftKey !== has('Shift')) return false
  // Option on a Mac turns letters into other signs; the key's place still tells the letter.
  const byPlace = press.altKey && press.code === `Key${key.toUpperCase()}`
  return byPlace || press.key.toLowerCase() === key.toLowerCase()
}

const macSigns: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
  Delete: '⌦',
  Backspace: '⌫',
}

export function showKeys(keys: string, isMac: boolean): string {
  const names = namesOf(keys)
  if (isMac) return names.map((name) => macSigns[name] ?? name).join('')
  return names.map((name) => (name === 'Mod' ? 'Ctrl' : name)).join('+')
}

export const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.userAgent)
