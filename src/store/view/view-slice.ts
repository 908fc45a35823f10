// How the view changes.
import { portVerdicts } from '../document/readings.ts'
import type { GetState, SetState } from '../editor-state.ts'
import { panelLimits, type ViewSlice } from './view-state.ts'

export function createViewSlice(set: SetState, get: GetState): ViewSlice {
  let notices = 0
  return {
    selection: new Set(),
    selectedWires: new Set(),
    panels: { left: true, inspector: true, dock: true },
    panelSizes: { left: 224, inspector: 300, dock: 280 },
    leftTab: 'palette',
    dockTab: 'training',
    dialog: null,
    addSearch: null,
    wireDrag: null,
    insertTarget: null,
    refusal: null,
    announcement: '',
    notices: [],
    canvas: null,
    copied: null,
    select(ids) {
      set({ selection: new Set(ids), selectedWires: new Set() })
    },
    selectWires(ends) {
      set({ selectedWires: new Set(ends), selection: new Set() })
    },
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
    showDockTab(dockTab) {
      set({ dockTab, panels: { ...get().panels, dock: true } })
    },
    openDialog(dialog) {
      set({ dialog })
    },
    openAddSearch(addSearch) {
      set({ addSearch, refusal: null })
    },
    startWire(wire, lifted) {
      const verdicts = portVerdicts(get(), wire, lifted)
      set({ wireDrag: { ...wire, lifted: lifted ?? null, verdicts }, refusal: null, addSearch: null })
    },
    endWire() {
      set({ wireDrag: null })
    },
    aimAtWire(insertTarget) {
      if (insertTarget !== get().insertTarget) set({ insertTarget })
    },
    refuse(refusal) {
      set(refusal ? { refusal, announcement: refusal.reason } : { refusal })
    },
    announce(announcement) {
      set({ announcement })
    },
    notify(notice) {
      const id = ++notices
      set({ notices: [...get().notices, { ...notice, id }].slice(-4), announcement: notice.message })
    },
    dismissNotice(id) {
      set({ notices: get().notices.filter((notice) => notice.id !== id) })
    },
    setCanvas(canvas) {
      set({ canvas })
    },
    setCopied(copied) {
      set({ copied })
    },
    goTo(node) {
      get().select([node])
      get().canvas?.fit([node])
      get().canvas?.focusNode(node)
      if (!get().panels.inspector) get().setPanel('inspector', true)
    },
  }
}
