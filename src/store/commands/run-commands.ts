import { doPrimaryAction } from '../run/run-readings.ts'
import { isActive } from '../run/run-state.ts'
import type { Command } from './command.ts'
import { noProgram, unless } from './obstacles.ts'

const pauseFirst = unless(
  ({ run }) => run.status !== 'running' && run.status !== 'starting',
  'Pause first to train step by step',
)

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
    obstacle: unless(({ run }) => run.status === 'running', 'Nothing is running'),
    run: (store) => store.getState().runActions.pause(),
  },
  {
    id: 'stop',
    title: 'Stop',
    section: 'Run',
    keys: ['Mod+Alt+Enter'],
    where: 'everywhere',
    obstacle: unless(({ run }) => isActive(run.status), 'Nothing is running'),
    run: (store) => store.getState().runActions.stop(),
  },
  {
    id: 'step',
    title: 'Train one step',
    section: 'Run',
    keys: ['Mod+Shift+Enter'],
    obstacle: (state) => noProgram(state) ?? pauseFirst(state),
    run: (store) => store.getState().runActions.step(),
  },
  {
    id: 'reset',
    title: 'Discard the trained weights',
    section: 'Run',
    keys: [],
    obstacle: unless(({ run }) => run.status !== 'idle', 'There is nothing to discard yet'),
    run: (store) => store.getState().runActions.reset(),
  },
] as const satisfies readonly Command[]
