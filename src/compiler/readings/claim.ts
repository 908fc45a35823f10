// How the value of an objective is described: the variable of its likelihood, its conditions, and the phase it comes from.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { nameOfColumn, type Observed, observedAt } from '../dependence/observed.ts'
import { columnsAmong, drawFrom, isRandom, originsOf } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import type { Density } from '../program/program.ts'
import { behindBypass } from './behind-bypass.ts'
import type { Derivation } from './derivation.ts'
import type { TypedNodes } from './upstream.ts'
import { whyWithoutBits } from './without-bits.ts'

/** Where an objective takes what it explains; `undefined` for a game. */
function explainedPort(reading: ObjectiveReading, { links }: TypedNode): string | undefined {
  if (reading.reading === 'adversarial') return undefined
  return reading.reading === 'flow' ? reading.latents.find((port) => links[port]) : reading.observed
}

export function explainedBy(nodes: TypedNodes, objective: TypedNode, reading: ObjectiveReading): Observed | undefined {
  const port = explainedPort(reading, objective)
  return port === undefined ? undefined : observedAt(nodes, objective.links[port]?.from)
}

/** A derivation whose density names its variable and conditions; without a density if it is not of data. */
export function withClaim(
  nodes: TypedNodes,
  objective: TypedNode,
  reading: ObjectiveReading,
  derivation: Derivation,
): Derivation {
  const { density } = derivation
  const observed = explainedBy(nodes, objective, reading)
  if (!observed || (density.density !== 'exact' && density.density !== 'bound')) return derivation
  if (observed.noData !== undefined) return withoutData(derivation, observed.noData)
  const origins = modelOrigins(nodes, objective, reading, observed.made)
  const { of } = observed
  const given = columnsAmong(nodes, origins).map((column) => nameOfColumn(nodes, column))
  const ports = {
    observed: explainedPort(reading, objective),
    likelihood: 'likelihood' in reading ? reading.likelihood : undefined,
  }
  const withoutBits = whyWithoutBits(nodes, objective, ports, observed)
  const isExact = density.density === 'exact' && !origins.some((origin) => isRandom(nodes, origin))
  const likelihood: Density['likelihood'] = {
    of,
    given,
    phase: `objective/${objective.node.id}`,
    ...(withoutBits !== undefined && { withoutBits }),
  }
  const name = nameOfLikelihood({ of, given })
  // If the reading considered the density exact, it is a single draw of an average.
  const isBounded = density.density === 'exact' && !isExact
  const isPlain = name === 'log p(x)' && isExact === (density.density === 'exact')
  const claimed: Density = {
    ...density,
    density: isExact ? 'exact' : 'bound',
    likelihood,
    sentence: isPlain ? density.sentence : sentenceOf(name, isExact),
  }
  const named = {
    ...derivation,
    density: claimed,
    procedures: withNames(derivation.procedures, { of, given }, isBounded),
  }
  return of.column?.column === 'label' ? withoutExamples(named, of.variable) : named
}

type Claimed = Pick<NonNullable<Density['likelihood']>, 'of' | 'given'>

const nameOfLikelihood = ({ of, given }: Claimed): string =>
  given.length ? `log p(${of.variable} given ${given.join(', ')})` : `log p(${of.variable})`

const sentenceOf = (name: string, isExact: boolean): string =>
  isExact
    ? `Explicit, tractable density: ${name} is exact.`
    : `Explicit density, bounded from below: ${name} is at least the value of the objective.`

/** The readings phrase their summaries for a density of x without conditions other than a latent. */
function withNames(procedures: Derivation['procedures'], claim: Claimed, isBounded: boolean): Derivation['procedures'] {
  const whole = `${isBounded ? 'One draw of a lower bound on ' : ''}${nameOfLikelihood(claim)}`
  const decoded = `p(${claim.of.variable}|${['z', ...claim.given].join(', ')})`
  return procedures.map((procedure) => ({
    ...procedure,
    summary: procedure.summary.replace('log p(x)', whole).replace('p(x|z)', decoded),
  }))
}

/** What the model's distributions are computed from, given its observed variable and its latent. */
function modelOrigins(
  nodes: TypedNodes,
  objective: TypedNode,
  reading: ObjectiveReading,
  made: ReadonlySet<string>,
): readonly Endpoint[] {
  const end = (port: string) => behindBypass({ nodes }, objective.links[port]?.from)
  const posterior = reading.reading === 'latentVariable' ? end(reading.posterior) : undefined
  const latent = posterior && drawFrom(nodes, posterior)
  const cut = new Set([...made, ...(latent ? [endpointKey(latent)] : [])])
  const parts = partsOf(reading).flatMap((port) => end(port) ?? [])
  const found = parts.flatMap((part) => originsOf(nodes, part, cut))
  return [...new Map(found.map((endpoint) => [endpointKey(endpoint), endpoint])).values()]
}

function partsOf(reading: ObjectiveReading): readonly string[] {
  switch (reading.reading) {
    case 'latentVariable':
      return [reading.likelihood, reading.prior]
    case 'flow':
      return [reading.base]
    case 'autoregressive':
      return [reading.likelihood]
    default:
      return []
  }
}

function withoutData(derivation: Derivation, reason: string): Derivation {
  const sentence = `No density of the data: the observed variable of the objective, ${reason}.`
  const absent = [...derivation.procedures, ...derivation.absent].map(({ name }) => ({ name, reason: sentence }))
  return { procedures: [], absent, density: { density: 'none', sentence } }
}

/** A model of labels draws no examples. */
function withoutExamples(derivation: Derivation, variable: string): Derivation {
  const gives = (name: string) => derivation.procedures.some((one) => one.name === name && 'mean' in one.outputs)
  const reason = `This is a model of the ${variable}: it draws no examples.`
  return {
    ...derivation,
    procedures: derivation.procedures.filter(({ name }) => !gives(name)),
    absent: [
      ...derivation.procedures.filter(({ name }) => gives(name)).map(({ name }) => ({ name, reason })),
      ...derivation.absent,
    ],
  }
}
