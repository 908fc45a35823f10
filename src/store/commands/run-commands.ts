import type { EditorState } from '../editor-state.ts'
import { actionsOf, doPrimaryAction } from '../run/run-readings.ts'
import type { Command } from './command.ts'
import { unless } from './obstacles.ts'

/** The same as of the control that does it. */
const obstacleOf = (action: 'step' | 'stop' | 'reset') => (state: EditorState) => {
  const { enabled, hint } = actionsOf(state)[action]
  return enabled ? null : hint
}

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
      // A paused run goes on whatever has become of the graph.
      if ('problems' in compilation && run.status !== 'paused') {
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
    obstacle: unless(({ run }) => run.status === 'running', 'Nothing is running'),
    run: (store) => store.getState().runActions.pause(),
  },
  {
    id: 'stop',
    title: 'Stop',
    section: 'Run',
    keys: ['Mod+Alt+Enter'],
    where: 'everywhere',
    obstacle: obstacleOf('stop'),
    run: (store) => store.getState().runActions.stop(),
  },
  {
    id: 'step',
    title: 'Train one step',
    section: 'Run',
    keys: ['Mod+Shift+Enter'],
    obstacle: obstacleOf('step'),
    run: (store) => store.getState().runActions.step(),
  },
  {
    id: 'reset',
    title: 'Discard the trained weights',
    section: 'Run',
    keys: [],
    obstacle: obstacleOf('reset'),
    run: (store) => store.getState().runActions.reset(),
  },
] as const satisfies readonly Command[]
