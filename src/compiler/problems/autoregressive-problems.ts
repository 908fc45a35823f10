// What is wrong with an autoregressive model as a whole: a path on which an element is told of itself, or of what follows.
// Then the factors are no conditionals, and what training makes small is no probability.

import type { Problem } from '../../graph/problems.ts'
import { type Cause, dependenceOf } from '../dependence/dependence.ts'
import { nameOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import type { TypedNodes } from '../readings/upstream.ts'

/** Of one objective that reads its graph as an autoregressive model. */
export function autoregressiveProblems(nodes: TypedNodes, objective: TypedNode): readonly Problem[] {
  const { definition } = objective
  const reading = definition?.role === 'objective' ? definition.reading : undefined
  if (reading?.reading !== 'autoregressive') return []
  const observed = behindBypass({ nodes }, objective.links[reading.observed]?.from)
  const likelihood = behindBypass({ nodes }, objective.links[reading.likelihood]?.from)
  if (!observed || !likelihood) return []
  const { reach, cause } = dependenceOf(nodes, likelihood, observed)
  if (reach !== 'upTo' && reach !== 'everything') return []
  const at = cause?.node ?? objective.node.id
  return [
    {
      severity: 'error',
      code: 'autoregressive-leak',
      node: at,
      message: cause ? sentence(nodes, cause) : nothingHides(nameOf(nodes, at)),
      expected: 'each element given the previous ones',
      received: reach === 'upTo' ? 'each element given itself, too' : 'each element given all others',
      fixes: cause?.fix ? [cause.fix] : [],
    },
  ]
}

const nothingHides = (name: string): string =>
  `${name}: the likelihood of each element knows the element itself, for no layer between x and the likelihood leaves it out. Put a MADE or a masked convolution of type A behind the data.`

function sentence(nodes: TypedNodes, { node, why }: Cause): string {
  const name = nameOf(nodes, node)
  switch (why) {
    case 'mixesAll':
      return `${name} lets each element depend on all others, so that the likelihood of an element knows the element itself. Between the data and their likelihood only masked layers may mix positions.`
    case 'otherOrder':
      return `${name} goes through the elements in another order than the layers before it: what those hide, it shows.`
    case 'ownRow':
      return `${name} looks along the whole row of a pixel, in which the pixel itself is in sight already. Before it only rows above may have been seen.`
    case 'seesItself':
      return `${name} is the first masked layer on the data and shows each element to itself, so that the likelihood knows it. The first mask must leave it out.`
    case 'joins':
      return `${name} shows each element to itself: one of its inputs comes from the data without a mask that leaves the element out.`
    case 'readsAround':
      return `${name} reads the data before they become the x that is observed, past all masks. Take them from where the objective takes x.`
    default:
      return why satisfies never
  }
}
