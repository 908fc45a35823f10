// Where steps update state: the places of the weights for which they return new values.
import type { Draft, LoopStep, Place, Step } from './draft.ts'

/** Places below the body's own, once for each step that updates something there. */
export function movedPlaces(draft: Draft, steps: readonly Step[]): readonly string[] {
  return steps.flatMap((step): readonly string[] => {
    switch (step.step) {
      case 'op':
        return [
          ...(step.movesState ? [step.place.path] : []),
          ...Object.values(step.functions).flatMap(({ target, at }) => movedBelow(draft, target, at)),
        ]
      case 'operation':
        return []
      case 'function':
        return movedBelow(draft, step.target, step.at)
      case 'loop':
        return movedPlaces(draft, unrolled(step))
      default:
        return step satisfies never
    }
  })
}

export const movesState = (draft: Draft, steps: readonly Step[]): boolean => movedPlaces(draft, steps).length > 0

function movedBelow(draft: Draft, target: string, at: Place): readonly string[] {
  const callee = draft.functions.find(({ name }) => name === target)
  if (!callee) return []
  return movedPlaces(draft, callee.steps).map((place) => [at.path, place].filter(Boolean).join('/'))
}

/** The rounds in sequence, except for the names of their values. */
function unrolled({ columns, body }: LoopStep): readonly Step[] {
  const count = Math.max(...columns.map((column) => ('places' in column ? column.places : column.values).length))
  return Array.from({ length: count }, (_, row) => body.map((step) => inRow(step, columns, row))).flat()
}

function inRow(step: Step, columns: LoopStep['columns'], row: number): Step {
  const placed = (place: Place): Place => {
    const column = columns.find(({ name }) => name === place.column)
    if (!column || !('places' in column)) return place
    return { path: [column.places[row], place.path].filter(Boolean).join('/') }
  }
  switch (step.step) {
    case 'op':
    case 'operation':
      return { ...step, place: placed(step.place) }
    case 'function':
      return { ...step, at: placed(step.at) }
    case 'loop':
      return step
    default:
      return step satisfies never
  }
}
