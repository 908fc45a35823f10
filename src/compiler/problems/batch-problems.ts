// Moments over too few values. In training a call computes them over the batch, and also over the positions of an image; in
// evaluation it uses the accumulated ones. A single value is its own mean, with standard deviation 0.

import { defaultTraining } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedCall, TypedNode } from '../inference/typed-graph.ts'

/** Two values always normalise to plus and minus one, and three are hardly better. */
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
      message: `${name} computes each mean and standard deviation over ${numbers} here: ${consequence(fewest)}`,
      expected: `at least ${enough} numbers for each mean`,
      received: `${numbers}, in a batch of ${batchSize}`,
      fixes: [larger],
    },
  ]
}

const consequence = (count: number): string =>
  count === 1
    ? 'each number is its own mean, with a standard deviation of 0, so the output carries no information, and evaluation behaves entirely differently.'
    : 'moments over so few are unreliable, and evaluation, which uses those of many batches or of the first batch, may differ greatly from training.'

const nameOf = (title: string, { path, definition }: TypedCall): string =>
  path === '' ? title : `${title}: ${definition.title} (${path})`

const larger: Fix = {
  title: `Set the batch size to ${defaultTraining.batchSize}`,
  edits: [{ edit: 'setBatchSize', size: defaultTraining.batchSize }],
}
