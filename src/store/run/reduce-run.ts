// The run's state after a message of the worker. Pure; messages of another run change nothing.

import { extendCurves } from '../../curves/series.ts'
import type { Metrics } from '../../engine/index.ts'
import type { FromWorker } from '../../protocol/messages.ts'
import { keepPreview } from './preview-history.ts'
import { backAt, isActive, isChecking, progressAt, type RunState, type RunStatus } from './run-state.ts'

/** Notices kept; older ones have been read or no longer matter. */
const noticeLimit = 20

export function reduceRun(state: RunState, message: FromWorker): RunState {
  if (message.run !== state.id) return state
  switch (message.type) {
    case 'preparing': {
      const { done, total } = message
      return { ...state, preparation: { done, total } }
    }
    case 'ready': {
      const { backend, description, skipped } = message
      const status = onlyFrom(state, 'starting', 'running')
      return { ...state, status, preparation: null, backend: { backend, description, skipped } }
    }
    case 'progress':
      return withProgress(state, message)
    case 'validation':
      return {
        ...state,
        validation: extendCurves(state.validation, message.points),
        bitsPerDim: message.bitsPerDim ?? null,
      }
    case 'preview': {
      const { step, preview } = message
      return { ...state, previews: keepPreview(state.previews, { step, preview }) }
    }
    case 'view': {
      const { step, view } = message
      return { ...state, views: { ...state.views, [view.view]: { ...view, step } } }
    }
    case 'checked': {
      const { step, done, total, results } = message
      return { ...state, checks: { step, done, total, results: [...(state.checks?.results ?? []), ...results] } }
    }
    case 'paused':
      return { ...state, status: isActive(state.status) ? 'paused' : state.status }
    case 'wentBack':
      return { ...state, ...backAt(state, message) }
    case 'kept':
    case 'saved':
      return { ...state, checkpoint: message.checkpoint }
    case 'finished':
      return { ...state, status: isActive(state.status) ? 'finished' : state.status, checkpoint: message.checkpoint }
    case 'failed': {
      const { message: text, node, checkpoint } = message
      const failure = node === undefined ? { message: text } : { message: text, node }
      const checks = isChecking(state.checks) ? null : state.checks
      const last = checkpoint ?? state.checkpoint
      // The curves stay unchanged: they show what went wrong.
      const progress = last ? progressAt(state.progress, last) : state.progress
      return { ...state, status: 'failed', failure, checkpoint: last, progress, checks }
    }
    case 'notice':
      return { ...state, notices: [...state.notices, message.message].slice(-noticeLimit) }
    default:
      return message satisfies never
  }
}

const onlyFrom = (state: RunState, from: RunStatus, to: RunStatus): RunStatus =>
  state.status === from ? to : state.status

function withProgress(state: RunState, message: Extract<FromWorker, { type: 'progress' }>): RunState {
  const { type: _, run: __, curve, ...progress } = message
  const latest: Record<string, Metrics> = { ...state.latest }
  for (const point of curve) latest[point.phase] = point.metrics
  return { ...state, progress, latest, curves: extendCurves(state.curves, curve) }
}
