import { describe, expect, it } from 'vitest'
import { availableActions } from './available-actions.ts'

describe('the run controls', () => {
  it('offer to run an idle graph', () => {
    const actions = availableActions({ status: 'idle', blocker: null, resumable: false })
    expect(actions).toMatchObject({
      primary: 'run',
      primaryState: { enabled: true },
      step: { enabled: true },
      stop: { enabled: false },
      reset: { enabled: false },
    })
  })

  it('say what prevents them', () => {
    const { primaryState, step } = availableActions({
      status: 'idle',
      blocker: '2 problems to fix first',
      resumable: false,
    })
    expect(primaryState).toEqual({ enabled: false, hint: '2 problems to fix first' })
    expect(step).toEqual({ enabled: false, hint: '2 problems to fix first' })
  })

  it('let a run go on being controlled while the graph on the canvas has problems', () => {
    const running = availableActions({ status: 'running', blocker: '3 problems to fix first', resumable: false })
    expect(running).toMatchObject({ primary: 'pause', primaryState: { enabled: true }, stop: { enabled: true } })
    expect(running.step.hint).toBe('Pause first to train step by step')
    const paused = availableActions({ status: 'paused', blocker: '3 problems to fix first', resumable: false })
    expect(paused).toMatchObject({ primary: 'resume', primaryState: { enabled: true }, step: { enabled: true } })
  })

  it('offer to continue only what fits', () => {
    expect(availableActions({ status: 'stopped', blocker: null, resumable: true }).primary).toBe('continue')
    expect(availableActions({ status: 'failed', blocker: null, resumable: true }).primary).toBe('continue')
    expect(availableActions({ status: 'stopped', blocker: null, resumable: false }).primary).toBe('run')
  })
})
