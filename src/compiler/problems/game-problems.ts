// Problems of an adversarial game as a whole: it needs two scores from one critic, one of real and one of fake examples, and
// weights on both sides.

import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { Fix, Problem } from '../../graph/problems.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { areCodes } from '../dependence/generated-example.ts'
import { titleOf } from '../inference/title-of.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { ownedBy, phasesOf } from '../program/phases.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import { isOfData, readingOf } from '../readings/chosen-objectives.ts'
import { type Judgement, judgementBehind } from '../readings/critics.ts'
import { dependsOn, type TypedNodes } from '../readings/upstream.ts'

type Game = Extract<ObjectiveReading, { readonly reading: 'adversarial' }>
type Found = Omit<Problem, 'severity' | 'fixes'> & { readonly fixes?: readonly Fix[] }

const error = (found: Found): Problem => ({ severity: 'error', fixes: [], ...found })
/** The first problem that makes the game invalid, if any; and whether its position in a training step is wrong. */
export function gameProblems(
  nodes: TypedNodes,
  objective: TypedNode,
  objectives: readonly TypedNode[],
): readonly Problem[] {
  const reading = readingOf(objective)
  if (reading?.reading !== 'adversarial' || Object.keys(objective.outputs).length === 0) return []
  const [real, fake] = [reading.real, reading.fake].map((port) => judgementBehind({ nodes }, objective, port))
  if (!real) return [noCritic(nodes, objective, reading.real)]
  if (!fake) return [noCritic(nodes, objective, reading.fake)]
  const problem =
    twoCritics(objective, reading, real, fake) ??
    oneSided(objective, reading, real, fake) ??
    crossed(nodes, objective, reading, real, fake) ??
    examplesThatMeet(objective, real.critic)
  const isOnCodes = areCodes(nodes, { real: real.examples })
  const early = isOnCodes ? tooEarly(nodes, objective, fake.examples, objectives) : []
  return [...(problem ? [problem] : []), ...early]
}

const portTitle = ({ ports }: TypedNode, port: string): string => ports.inputs[port]?.title ?? port

function noCritic(nodes: TypedNodes, objective: TypedNode, port: string): Problem {
  const from = behindBypass({ nodes }, objective.links[port]?.from)
  const source = from && nodes.get(from.node)
  return error({
    code: 'no-discriminator',
    node: objective.node.id,
    port,
    message: `${titleOf(objective)}: "${portTitle(objective, port)}" comes from ${source ? titleOf(source) : 'nowhere'}, which is not a discriminator. Both scores must be outputs of one discriminator, so that the same weights score both.`,
    expected: 'a score from a discriminator',
    received: source ? titleOf(source) : 'nothing',
  })
}

/** The other application of a critic. */
function otherScore({ critic, score }: Judgement): Endpoint | undefined {
  const port = Object.keys(critic.outputs).find((output) => output !== score.port)
  return port === undefined ? undefined : { node: critic.node.id, port }
}

/** Uses the fake score of the critic that gives the real score. */
function takeOther(objective: TypedNode, { fake }: Game, real: Judgement): readonly Fix[] {
  const from = otherScore(real)
  if (!from) return []
  const title = `Take both scores from ${titleOf(real.critic)}`
  return [{ title, edits: [{ edit: 'connect', from, to: { node: objective.node.id, port: fake } }] }]
}

function twoCritics(objective: TypedNode, reading: Game, real: Judgement, fake: Judgement): Problem | undefined {
  if (real.critic === fake.critic) return undefined
  return error({
    code: 'two-discriminators',
    node: objective.node.id,
    port: reading.fake,
    message: `${titleOf(objective)} takes its two scores from two discriminators. Each would see only one side and learn a constant answer; one must score both, with the same weights.`,
    expected: `the other score of ${titleOf(real.critic)}`,
    received: `a score of ${titleOf(fake.critic)}`,
    fixes: takeOther(objective, reading, real),
  })
}

function oneSided(objective: TypedNode, reading: Game, real: Judgement, fake: Judgement): Problem | undefined {
  if (real.score.port === fake.score.port) {
    return error({
      code: 'one-sided',
      node: objective.node.id,
      port: reading.fake,
      message: `${titleOf(objective)} takes one score of ${titleOf(real.critic)} for both sides, so the discriminator sees only one of them and there is nothing to distinguish.`,
      expected: 'two scores',
      received: 'the same score twice',
      fixes: takeOther(objective, reading, real),
    })
  }
  if (endpointKey(real.examples) !== endpointKey(fake.examples)) return undefined
  return error({
    code: 'one-sided',
    node: real.critic.node.id,
    port: fake.port,
    message: `${titleOf(real.critic)} sees the same examples as real and as fake, so there is nothing to distinguish.`,
    expected: 'real examples and fakes',
    received: 'the same examples twice',
    fixes: [],
  })
}

/** The real side is the one with weights, and the fakes come from no network. */
function crossed(
  nodes: TypedNodes,
  objective: TypedNode,
  reading: Game,
  real: Judgement,
  fake: Judgement,
): Problem | undefined {
  const { critic } = real
  const makers = phasesOf(objective).filter(({ trains }) => trains.andOfNone.length > 0)
  const hasWeights = (trains: { readonly upstreamOfAll: readonly string[]; readonly andOfNone: readonly string[] }) =>
    makers.some((phase) => [...ownedBy(nodes, objective, { ...phase, trains })].some((id) => trainable(nodes.get(id))))
  const [realLink, fakeLink] = [real.port, fake.port].map((port) => critic.links[port]?.from)
  const isCrossed =
    !hasWeights({ upstreamOfAll: [reading.fake], andOfNone: [reading.real] }) &&
    hasWeights({ upstreamOfAll: [reading.real], andOfNone: [reading.fake] })
  if (!isCrossed || !realLink || !fakeLink) return undefined
  return error({
    code: 'sides-swapped',
    node: critic.node.id,
    port: real.port,
    message: `${titleOf(critic)} receives the output of a network as real, and examples that no network generates as fake: the inputs are swapped.`,
    expected: 'examples that no network generates',
    received: `the output of ${titleOf(nodes.get(realLink.node) ?? critic)}`,
    fixes: [
      {
        title: 'Swap the two inputs',
        edits: [
          { edit: 'connect', from: fakeLink, to: { node: critic.node.id, port: real.port } },
          { edit: 'connect', from: realLink, to: { node: critic.node.id, port: fake.port } },
        ],
      },
    ],
  })
}

const trainable = (typed: TypedNode | undefined): boolean => (typed?.parameterCount ?? 0) > 0

/** Gulrajani et al. (2017), section 4: with batch moments the gradient at one example depends on the others. */
function examplesThatMeet(objective: TypedNode, critic: TypedNode): Problem | undefined {
  const isPenalised = objective.calls.some(({ definition }) => 'usesCritic' in definition)
  const moving = critic.calls.find(({ state }) => Object.keys(state).length > 0)
  if (!isPenalised || !moving) return undefined
  return error({
    code: 'penalty-across-examples',
    node: critic.node.id,
    field: 'layers',
    message: `The gradient penalty uses the gradient at each example separately, but in ${titleOf(critic)} the layer ${moving.path} (${moving.definition.title}) makes examples of a batch depend on each other. Use layer normalisation, or another loss.`,
    expected: 'layers that treat each example separately',
    received: moving.definition.title,
  })
}

/** A game on codes comes after the reconstruction that makes them codes (Makhzani et al. 2016, section 2). */
function tooEarly(
  nodes: TypedNodes,
  game: TypedNode,
  codes: Endpoint,
  objectives: readonly TypedNode[],
): readonly Problem[] {
  return objectives.slice(objectives.indexOf(game) + 1).flatMap((later): Problem[] => {
    if (!describesThrough(nodes, later, codes)) return []
    const edits = [{ edit: 'placeBefore', node: later.node.id, before: game.node.id }] as const
    return [
      {
        severity: 'warning',
        code: 'phase-order',
        node: game.node.id,
        message: `In each step ${titleOf(game)} runs before ${titleOf(later)} has trained the code, so discriminator and encoder are trained on a code that is about to change. ${titleOf(later)} should run first.`,
        expected: `${titleOf(later)}, then ${titleOf(game)}`,
        received: `${titleOf(game)}, then ${titleOf(later)}`,
        fixes: [{ title: `Run ${titleOf(later)} first`, edits }],
      },
    ]
  })
}

/** Whether an objective trains these codes to describe the data: an input of a likelihood, not its output image. */
function describesThrough(nodes: TypedNodes, objective: TypedNode, codes: Endpoint): boolean {
  const reading = readingOf(objective)
  if (reading?.reading !== 'reconstruction' && reading?.reading !== 'latentVariable') return false
  const likelihood = objective.links[reading.likelihood]?.from
  if (!likelihood || !dependsOn(nodes, likelihood, codes) || !isOfData(nodes, objective)) return false
  if (reading.reading === 'reconstruction') return true
  const posterior = behindBypass({ nodes }, objective.links[reading.posterior]?.from)
  return posterior !== undefined && (posterior.node === codes.node || dependsOn(nodes, posterior, codes))
}
