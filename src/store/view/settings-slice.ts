// What a person chose once for every document, kept in one versioned record of the browser's local storage.
import * as v from 'valibot'

const storageKey = 'genloom.settings'

const schema = v.object({
  version: v.literal(1),
  theme: v.fallback(v.picklist(['system', 'light', 'dark']), 'system'),
  /** `drag`: dragging the canvas pans, the wheel zooms. `scroll`: dragging selects, the wheel pans, with Ctrl it zooms. */
  panning: v.fallback(v.picklist(['drag', 'scroll']), 'drag'),
  minimap: v.fallback(v.boolean(), false),
  wireShapes: v.fallback(v.boolean(), true),
})

export type Settings = Omit<v.InferOutput<typeof schema>, 'version'>
export type Theme = Settings['theme']

export interface SettingsSlice {
  readonly settings: Settings
  changeSettings(change: Partial<Settings>): void
}

/** The part of the browser's storage that is needed; the private mode of some browsers has none. */
export type SettingsStorage = Pick<Storage, 'getItem' | 'setItem'>

const initial: Settings = { theme: 'system', panning: 'drag', minimap: false, wireShapes: true }

export function createSettingsSlice(
  set: (change: Partial<SettingsSlice>) => void,
  get: () => SettingsSlice,
  storage: SettingsStorage | undefined,
): SettingsSlice {
  return {
    settings: readSettings(storage?.getItem(storageKey)),
    changeSettings(change) {
      const settings = { ...get().settings, ...change }
      set({ settings })
      storage?.setItem(storageKey, JSON.stringify({ version: 1, ...settings }))
    },
  }
}

/** Anything unreadable gives the defaults: settings are not worth an error. */
export function readSettings(text: string | null | undefined): Settings {
  if (!text) return initial
  const result = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text)
  if (!result.success) return initial
  const { version: _, ...settings } = result.output
  return settings
}
