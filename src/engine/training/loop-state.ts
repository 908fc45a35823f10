// What a training loop is doing, and what changes that. Commands may come at any moment; the loop looks at its state between
// bursts of steps.

export type LoopState =
  | { readonly doing: 'training' }
  /** Coming to rest, or at rest; `steps` are to be done one by one all the same. */
  | { readonly doing: 'pausing'; readonly steps: number }
  | { readonly doing: 'stopping' }

export type LoopEvent =
  | { readonly event: 'pause' | 'resume' | 'stop' }
  /** A single step is requested, and has been done. */
  | { readonly event: 'step' | 'stepped' }

export function reduceLoop(state: LoopState, { event }: LoopEvent): LoopState {
  // Nothing leads back from there.
  if (state.doing === 'stopping') return state
  switch (event) {
    case 'pause':
      return state.doing === 'pausing' ? state : { doing: 'pausing', steps: 0 }
    case 'resume':
      return { doing: 'training' }
    case 'stop':
      return { doing: 'stopping' }
    case 'step':
      return state.doing === 'pausing' ? { ...state, steps: state.steps + 1 } : state
    case 'stepped':
      return state.doing === 'pausing' ? { ...state, steps: Math.max(0, state.steps - 1) } : state
    default:
      return event satisfies never
  }
}

/** Paused, with no step left to do. */
export const isResting = (state: LoopState): boolean => state.doing === 'pausing' && state.steps === 0
