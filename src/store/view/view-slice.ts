// How the view of a document changes.
import { portVerdicts } from '../document/readings.ts'
import type { SessionSetter, SessionState } from '../session/session-state.ts'
import type { ViewSlice } from './view-state.ts'
import type { WindowSlice } from './window-state.ts'

const nothingUnderWay = { addSearch: null, wireDrag: null, insertTarget: null, refusal: null }

export function createViewSlice(
  set: SessionSetter,
  get: () => SessionState,
  inWindow: () => Pick<WindowSlice, 'panels' | 'setPanel' | 'announce'>,
  dockTab = 'training',
): ViewSlice {
  return {
    selection: new Set(),
    selectedWires: new Set(),
    viewport: null,
    dockTab,
    ...nothingUnderWay,
    canvas: null,
    select(ids) {
      set({ selection: new Set(ids), selectedWires: new Set() })
    },
    selectWires(ends) {
      set({ selectedWires: new Set(ends), selection: new Set() })
    },
    changeSelection(change) {
      set(change)
    },
    keepViewport(viewport) {
      set({ viewport })
    },
    showDockTab(tab) {
      set({ dockTab: tab })
      inWindow().setPanel('dock', true)
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
      set({ refusal })
      if (refusal) inWindow().announce(refusal.reason)
    },
    setCanvas(canvas) {
      // What is under way on a canvas ends with it.
      set(canvas ? { canvas } : { canvas, ...nothingUnderWay })
    },
    goTo(node) {
      get().select([node])
      get().canvas?.fit([node])
      get().canvas?.focusNode(node)
      if (!inWindow().panels.inspector) inWindow().setPanel('inspector', true)
    },
  }
}
