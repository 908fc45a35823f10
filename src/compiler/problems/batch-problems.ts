// Moments over too few numbers. In training a call takes them over the batch, and over the positions of an image besides;
// outside of training it has those gathered before. Of one number the mean is the number itself and the deviation 0.

import { defaultTraining } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedCall, TypedNode } from '../inference/typed-graph.ts'

/** Two numbers come out as plus and minus one whatever they are, and three say little more. */
const enough = 4

export function batchProblems({ node, definition, active, calls }: TypedNode, batchSize: number): readonly Problem[] {
  const taken = calls.flatMap((call) => {
    const each = call.definition.momentsOverBatch?.(call.params, call.inputSignals)
    return each === undefined ? [] : [{ call, count: each * batchSize }]
  })
  const fewest = Math.min(...taken.map(({ count }) => count))
  const first = taken.find(({ count }) => count === fewest)
  if (!active || !first || fewest >= enough) return []
  const name = nameOf(titleOf({ node, definition }), first.call)
  const numbers = `${fewest} ${fewest === 1 ? 'number' : 'numbers'}`
  return [
    {
      severity: fewest === 1 ? 'error' : 'warning',
      code: 'small-batch',
      node: node.id,
      message: `${name} takes each mean and deviation over ${numbers} here: ${consequence(fewest)}`,
      expected: `at least ${enough} numbers for each mean`,
      received: `${numbers}, in a batch of ${batchSize}`,
      fixes: [larger],
    },
  ]
}

const consequence = (count: number): string =>
  count === 1
    ? 'each number is its own mean, with a deviation of 0, so that nothing of it is left to learn from, and evaluation sees another thing altogether.'
    : 'moments of so few say little of the data, and evaluation, which has those of many batches or of the first alone, may differ much from training.'

const nameOf = (title: string, { path, definition }: TypedCall): string =>
  path === '' ? title : `${title}: ${definition.title} (${path})`

const larger: Fix = {
  title: `Set the batch size to ${defaultTraining.batchSize}`,
  edits: [{ edit: 'setBatchSize', size: defaultTraining.batchSize }],
}
