// Problems of an autoregressive model as a whole: a path on which an element depends on itself or on later elements. Then the
// factors are not conditionals, and training does not minimise a negative log-likelihood.

import type { Problem } from '../../graph/problems.ts'
import { type Cause, dependenceOf } from '../dependence/dependence.ts'
import { nameOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import type { TypedNodes } from '../readings/upstream.ts'

/** Problems of one objective that reads its graph as an autoregressive model. */
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
      received: reach === 'upTo' ? 'each element also given itself' : 'each element given all others',
      fixes: cause?.fix ? [cause.fix] : [],
    },
  ]
}

const nothingHides = (name: string): string =>
  `${name}: the likelihood of each element depends on the element itself, since no layer between x and the likelihood masks it. Put a MADE or a masked convolution of type A after the data.`

function sentence(nodes: TypedNodes, { node, why }: Cause): string {
  const name = nameOf(nodes, node)
  switch (why) {
    case 'mixesAll':
      return `${name} lets each element depend on all others, so the likelihood of an element depends on the element itself. Only masked layers may mix positions between the data and its likelihood.`
    case 'otherOrder':
      return `${name} uses a different element order from the layers before it, so it reveals what they mask.`
    case 'ownRow':
      return `${name} sees the whole row of a pixel, and its input already depends on the pixel itself. Its input may depend only on the rows above.`
    case 'seesItself':
      return `${name} is the first masked layer on the data and shows each element to itself, so the likelihood depends on it. The first mask must exclude it.`
    case 'joins':
      return `${name} shows each element to itself: one of its inputs comes from the data without a mask that excludes the element.`
    case 'readsAround':
      return `${name} reads the data upstream of the observed x, bypassing all masks. Connect it to the same source as the objective's x.`
    default:
      return why satisfies never
  }
}
