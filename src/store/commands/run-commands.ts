import type { EditorState } from '../editor-state.ts'
import { doPrimaryAction } from '../run/run-readings.ts'
import { isActive } from '../run/run-state.ts'
import type { Command } from './command.ts'

const canRun = (state: EditorState): boolean => 'program' in state.compilation

export const runCommands = [
  {
    id: 'run',
    title: 'Run',
    section: 'Run',
    keys: ['Mod+Enter'],
    where: 'everywhere',
    run(store) {
      const { run, compilation, showDockTab, notify } = store.getState()
      if (run.status === 'running' || run.status === 'starting') return
      if ('problems' in compilation) {
        showDockTab('problems')
        notify({ tone: 'error', message: compilation.problems[0]?.message ?? 'The graph cannot be trained yet.' })
      } else doPrimaryAction(store.getState())
    },
  },
  {
    id: 'pause',
    title: 'Pause',
    section: 'Run',
    keys: [],
    enabled: (state) => state.run.status === 'running',
    run: (store) => store.getState().runActions.pause(),
  },
  {
    id: 'stop',
    title: 'Stop',
    section: 'Run',
    keys: ['Mod+Alt+Enter'],
    where: 'everywhere',
    enabled: (state) => isActive(state.run.status),
    run: (store) => store.getState().runActions.stop(),
  },
  {
    id: 'step',
    title: 'Train one step',
    section: 'Run',
    keys: ['Mod+Shift+Enter'],
    enabled: (state) => canRun(state) && state.run.status !== 'running' && state.run.status !== 'starting',
    run: (store) => store.getState().runActions.step(),
  },
  {
    id: 'reset',
    title: 'Forget what was trained',
    section: 'Run',
    keys: [],
    enabled: (state) => state.run.status !== 'idle',
    run: (store) => store.getState().runActions.reset(),
  },
] as const satisfies readonly Command[]
