// Each document has a separate worker, so several can be trained at a time; a notice says that they share the device.
import type { WindowSlice } from '../view/window-state.ts'
import type { Session } from './session-state.ts'

/** Says it when a run of this session begins to train, or goes on, while others train. */
export function tellOfOthers(
  session: Session,
  sessions: () => ReadonlyMap<string, Session>,
  inWindow: () => Pick<WindowSlice, 'notify'>,
): void {
  session.subscribe(({ run }, { run: before }) => {
    if (run.status !== 'running' || before.status === 'running') return
    const others = [...sessions().values()].filter((other) => other !== session && isTraining(other))
    const [first, ...more] = others.map((other) => `“${other.getState().history.present.title}”`)
    if (first === undefined) return
    const named = more.length === 0 ? `${first} is` : `${first} and ${more.length} more are`
    inWindow().notify({
      tone: 'info',
      message: `${named} training as well. They share this device, so each takes longer.`,
    })
  })
}

const isTraining = (session: Session): boolean => session.getState().run.status === 'running'
