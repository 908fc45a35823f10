// How what the window shows changes.
import { panelLimits, type WindowSlice } from './window-state.ts'

/** Older messages give way. */
const noticeLimit = 4

export function createWindowSlice(set: (change: Partial<WindowSlice>) => void, get: () => WindowSlice): WindowSlice {
  let notices = 0
  return {
    panels: { left: true, inspector: true, dock: true },
    panelSizes: { left: 224, inspector: 300, dock: 280 },
    leftTab: 'palette',
    dialog: null,
    announcement: '',
    notices: [],
    copied: null,
    setPanel(panel, open) {
      set({ panels: { ...get().panels, [panel]: open } })
    },
    resizePanel(panel, size) {
      const [smallest, largest] = panelLimits[panel]
      set({ panelSizes: { ...get().panelSizes, [panel]: Math.round(Math.min(largest, Math.max(smallest, size))) } })
    },
    showLeftTab(leftTab) {
      set({ leftTab, panels: { ...get().panels, left: true } })
    },
    openDialog(dialog) {
      set({ dialog })
    },
    announce(announcement) {
      set({ announcement })
    },
    notify(notice) {
      const id = ++notices
      set({ notices: [...get().notices, { ...notice, id }].slice(-noticeLimit), announcement: notice.message })
    },
    dismissNotice(id) {
      set({ notices: get().notices.filter((notice) => notice.id !== id) })
    },
    setCopied(copied) {
      set({ copied })
    },
  }
}
