import { layOut } from '../document/auto-layout.ts'
import { sizeOf } from '../document/node-sizes.ts'
import { documentOf } from '../document/readings.ts'
import type { Theme } from '../view/settings-slice.ts'
import type { PanelName } from '../view/window-state.ts'
import type { Command } from './command.ts'
import { unless } from './obstacles.ts'

const togglePanel = (id: string, title: string, panel: PanelName, keys: string): Command => ({
  id,
  title,
  section: 'View',
  keys: [keys],
  checked: (state) => state.panels[panel],
  run: (store) => store.getState().setPanel(panel, !store.getState().panels[panel]),
})

const chooseTheme = (id: string, title: string, theme: Theme): Command => ({
  id,
  title,
  section: 'View',
  keys: [],
  checked: (state) => state.settings.theme === theme,
  run: (store) => store.getState().changeSettings({ theme }),
})

const noCanvas = unless(({ canvas }) => canvas !== null, 'The canvas is not on the page')

export const viewCommands: readonly Command[] = [
  {
    id: 'fitSelection',
    title: 'Fit selection, or all',
    section: 'View',
    keys: ['.'],
    obstacle: noCanvas,
    run: (store) => store.getState().canvas?.fit([...store.getState().selection]),
  },
  {
    id: 'fitAll',
    title: 'Fit all',
    section: 'View',
    keys: ['Mod+1'],
    obstacle: noCanvas,
    run: (store) => store.getState().canvas?.fit(),
  },
  {
    id: 'zoomIn',
    title: 'Zoom in',
    section: 'View',
    keys: ['Mod+=', 'Mod++'],
    obstacle: noCanvas,
    run: (store) => store.getState().canvas?.zoomBy(1.25),
  },
  {
    id: 'zoomOut',
    title: 'Zoom out',
    section: 'View',
    keys: ['Mod+-'],
    obstacle: noCanvas,
    run: (store) => store.getState().canvas?.zoomBy(0.8),
  },
  {
    id: 'resetZoom',
    title: 'Zoom to 100%',
    section: 'View',
    keys: ['Mod+0'],
    obstacle: noCanvas,
    run: (store) => store.getState().canvas?.resetZoom(),
  },
  {
    id: 'autoLayout',
    title: 'Tidy up the layout',
    section: 'View',
    keys: ['Mod+Shift+L'],
    async run(store) {
      const next = await layOut(documentOf(store.getState()), sizeOf(store.getState()))
      store.getState().edit(() => next)
      requestAnimationFrame(() => store.getState().canvas?.fit())
    },
  },
  {
    id: 'findNode',
    title: 'Find node…',
    section: 'View',
    keys: ['Mod+F'],
    run: (store) => store.getState().openDialog('findNode'),
  },
  {
    id: 'toggleMinimap',
    title: 'Minimap',
    section: 'View',
    keys: ['Alt+M'],
    checked: (state) => state.settings.minimap,
    run: (store) => store.getState().changeSettings({ minimap: !store.getState().settings.minimap }),
  },
  {
    id: 'toggleWireShapes',
    title: 'Shapes on wires',
    section: 'View',
    keys: ['Alt+S'],
    checked: (state) => state.settings.wireShapes,
    run: (store) => store.getState().changeSettings({ wireShapes: !store.getState().settings.wireShapes }),
  },
  togglePanel('toggleLeftPanel', 'Nodes panel', 'left', 'Alt+1'),
  togglePanel('toggleInspector', 'Inspector', 'inspector', 'Alt+2'),
  togglePanel('toggleDock', 'Bottom dock', 'dock', 'Alt+3'),
  {
    id: 'showOutline',
    title: 'Outline of the graph',
    section: 'View',
    keys: ['Alt+O'],
    run: (store) => store.getState().showLeftTab('outline'),
  },
  {
    id: 'panByScrolling',
    title: 'Pan by scrolling, drag to select',
    section: 'View',
    keys: [],
    checked: (state) => state.settings.panning === 'scroll',
    run(store) {
      const { settings, changeSettings } = store.getState()
      changeSettings({ panning: settings.panning === 'scroll' ? 'drag' : 'scroll' })
    },
  },
  chooseTheme('themeSystem', 'Theme of the system', 'system'),
  chooseTheme('themeLight', 'Light theme', 'light'),
  chooseTheme('themeDark', 'Dark theme', 'dark'),
]
