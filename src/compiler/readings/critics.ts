// Critics: networks that score real and fake examples with the same weights, found from their scores.
import type { Endpoint } from '../../graph/document.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import type { TypedGraph, TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from './behind-bypass.ts'

type Nodes = Pick<TypedGraph, 'nodes'>

/** One application of a critic. */
export interface Judgement {
  readonly critic: TypedNode
  /** The output that carries the score. */
  readonly score: Endpoint
  /** The input whose examples it judges. */
  readonly port: string
  readonly examples: Endpoint
}

/** Both applications of one critic. */
export interface Judged {
  readonly critic: TypedNode
  readonly real: Endpoint
  readonly fake: Endpoint
}

/** The origin of an objective's score; `undefined` if it does not come directly from a critic. */
export function judgementBehind(typed: Nodes, objective: TypedNode, port: string): Judgement | undefined {
  const score = behindBypass(typed, objective.links[port]?.from)
  const critic = score && typed.nodes.get(score.node)
  const applied = score && critic?.definition?.role === 'network' && critic.definition.applications?.[score.port]
  const examples = applied ? behindBypass(typed, critic.links[applied]?.from) : undefined
  return critic && applied && examples ? { critic, score, port: applied, examples } : undefined
}

/** The real and fake inputs of a critic; `undefined` if the two scores do not come from one critic. */
export function judgedBy(
  typed: Nodes,
  objective: TypedNode,
  reading: Extract<ObjectiveReading, { readonly reading: 'adversarial' }>,
): Judged | undefined {
  const [real, fake] = [reading.real, reading.fake].map((port) => judgementBehind(typed, objective, port))
  if (!real || !fake || real.critic !== fake.critic) return undefined
  return { critic: real.critic, real: real.examples, fake: fake.examples }
}
