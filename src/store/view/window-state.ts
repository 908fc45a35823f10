// What the window shows whichever document is open: panels, dialogs, messages, and what was copied.
import type { Fragment } from '../../graph/fragment.ts'

export type DialogName = 'commands' | 'findNode' | 'shortcuts' | 'gallery' | 'connect' | 'share'
export type PanelName = 'left' | 'inspector' | 'dock'

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'success' | 'error'
  readonly message: string
  readonly action?: { readonly title: string; run(): void }
  /** Until it is dismissed, as errors do. */
  readonly stays?: boolean
}

export interface WindowSlice {
  readonly panels: Readonly<Record<PanelName, boolean>>
  readonly panelSizes: Readonly<Record<PanelName, number>>
  readonly leftTab: 'palette' | 'outline'
  readonly dialog: DialogName | null
  /** Said by screen readers. */
  readonly announcement: string
  readonly notices: readonly Notice[]
  /** What was last copied here, for when the system's clipboard is out of reach. */
  readonly copied: Fragment | null
  setPanel(panel: PanelName, open: boolean): void
  resizePanel(panel: PanelName, size: number): void
  showLeftTab(tab: 'palette' | 'outline'): void
  openDialog(dialog: DialogName | null): void
  announce(message: string): void
  notify(notice: Omit<Notice, 'id'>): void
  dismissNotice(id: number): void
  setCopied(fragment: Fragment): void
}

/** Pixels. */
export const panelLimits: Readonly<Record<PanelName, readonly [smallest: number, largest: number]>> = {
  left: [184, 400],
  inspector: [248, 520],
  dock: [120, 560],
}
