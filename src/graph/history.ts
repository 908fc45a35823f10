// Undo with whole immutable snapshots that share structure. One gesture is one step: changes with the same gesture key, such as a
// drag or a slider, replace each other until the key changes.

export interface History<T> {
  readonly past: readonly T[]
  readonly present: T
  readonly future: readonly T[]
  readonly gesture: string | null
}

const depth = 200

export const startHistory = <T>(present: T): History<T> => ({ past: [], present, future: [], gesture: null })

export function record<T>(history: History<T>, next: T, gesture: string | null = null): History<T> {
  if (next === history.present) return history
  const joins = gesture !== null && gesture === history.gesture
  return {
    past: joins ? history.past : [...history.past, history.present].slice(-depth),
    present: next,
    future: [],
    gesture,
  }
}

/** Ends a gesture, so that the next change with the same key is a separate step. */
export const endGesture = <T>(history: History<T>): History<T> =>
  history.gesture === null ? history : { ...history, gesture: null }

export function undo<T>(history: History<T>): History<T> {
  const present = history.past.at(-1)
  if (present === undefined) return history
  return { past: history.past.slice(0, -1), present, future: [history.present, ...history.future], gesture: null }
}

export function redo<T>(history: History<T>): History<T> {
  const [present, ...future] = history.future
  if (present === undefined) return history
  return { past: [...history.past, history.present], present, future, gesture: null }
}
