// Questions about the run and the present graph together.

import type { TypedGraph } from '../../compiler/inference/typed-graph.ts'
import type { Program } from '../../compiler/program/program.ts'
import type { TrainingSettings } from '../../graph/document.ts'
import { trainsTheSame } from '../../graph/same-model.ts'
import type { DocumentSlice } from '../document/document-state.ts'
import { documentOf } from '../document/readings.ts'
import { type AvailableActions, availableActions } from './available-actions.ts'
import type { RunSlice } from './run-actions.ts'
import { sharesCheckpoints } from './run-meaning.ts'
import { isActive } from './run-state.ts'

type WithRun = DocumentSlice & RunSlice

/** What keeps the graph from running: errors, or that there is nothing to train. `null` where nothing does. */
export function blockerOf({ problems, nodes }: TypedGraph): string | null {
  if (nodes.size === 0) return 'The graph is empty: add nodes or start with a template'
  const errors = problems.filter(({ severity }) => severity === 'error').length
  if (errors > 0) return errors === 1 ? '1 problem to fix first' : `${errors} problems to fix first`
  return problems.some(({ code }) => code === 'no-objective') ? 'Nothing to train yet: add an objective' : null
}

/** Why the graph has no program to train, as a sentence without a full stop; `null` where it has one. */
export function trainingBlocker({ compilation, typed }: DocumentSlice): string | null {
  if ('program' in compilation) return null
  return blockerOf(typed) ?? compilation.problems[0]?.message ?? 'The graph cannot be trained yet'
}

/** The graph or its settings are no longer what the run trains. */
export function hasGraphChanged(state: WithRun): boolean {
  const { document } = state.run
  return document !== null && !trainsTheSame(document, documentOf(state))
}

/** What the run trains; before there is one, what it would train. `null` where the graph is not complete. */
export function runProgram(state: WithRun): Program | null {
  if (state.run.program) return state.run.program
  return 'program' in state.compilation ? state.compilation.program : null
}

/** There is a checkpoint that fits the current graph, and the settings leave something to train. */
export function isResumable(state: WithRun): boolean {
  const { checkpoint, program, document, status } = state.run
  if (!checkpoint || !program || !document || isActive(status)) return false
  if (status === 'finished' && !hasBudgetChanged(document.training.budget, documentOf(state).training.budget))
    return false
  const { compilation } = state
  return 'program' in compilation && sharesCheckpoints(program, compilation.program)
}

type Budget = TrainingSettings['budget']
const hasBudgetChanged = (a: Budget, b: Budget) => a.unit !== b.unit || a.amount !== b.amount

/** What the run controls offer now. */
export const actionsOf = (state: WithRun): AvailableActions =>
  availableActions({
    status: state.run.status,
    blocker: trainingBlocker(state),
    resumable: isResumable(state),
  })

/** Does what the main run control offers: run, continue, pause or resume. Nothing where it cannot be used. */
export function doPrimaryAction(state: WithRun): void {
  const { primary, primaryState } = actionsOf(state)
  if (!primaryState.enabled) return
  const { start, continueRun, pause, resume } = state.runActions
  const actions = { run: start, continue: continueRun, pause, resume }
  actions[primary]()
}
