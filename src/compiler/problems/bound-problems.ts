// Whether an objective's bound is valid. A likelihood may depend on x only through the draw whose divergence is in the bound, a
// prior may depend on neither x nor that draw, and each draw that depends on x needs its own divergence (Kingma & Welling 2014,
// section 2.2). Noise independent of x may enter anywhere: in expectation over it the bound still holds.
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import type { Problem } from '../../graph/problems.ts'
import type { ObjectiveReading } from '../../graph/reading.ts'
import { observedAt } from '../dependence/observed.ts'
import { drawFrom, isDraw, nameOf, nameOfOutput, type Way, wayInWords, wayTo } from '../dependence/origins.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from '../readings/behind-bypass.ts'
import type { TypedNodes } from '../readings/upstream.ts'

type Reading<R extends ObjectiveReading['reading']> = Extract<ObjectiveReading, { readonly reading: R }>

/** Problems of one objective that reads its graph as a latent-variable model. A flow's base density has no input that could
 * depend on x. */
export function boundProblems(nodes: TypedNodes, objective: TypedNode): readonly Problem[] {
  const { definition, outputs } = objective
  const reading = definition?.role === 'objective' ? definition.reading : undefined
  if (Object.keys(outputs).length === 0) return []
  return reading?.reading === 'latentVariable' ? latentVariableProblems(nodes, objective, reading) : []
}

interface Part {
  readonly nodes: TypedNodes
  readonly objective: TypedNode
  readonly port: string
  /** Its name in messages. */
  readonly name: string
  readonly from: Endpoint
  /** What it must not depend on. */
  readonly hidden: ReadonlySet<string>
  /** The displayed name of that. */
  readonly x: string
}

function latentVariableProblems(
  nodes: TypedNodes,
  objective: TypedNode,
  reading: Reading<'latentVariable'>,
): Problem[] {
  const end = (port: string) => behindBypass({ nodes }, objective.links[port]?.from)
  const [likelihood, posterior, prior] = [end(reading.likelihood), end(reading.posterior), end(reading.prior)]
  const observed = observedAt(nodes, end(reading.observed))
  if (!likelihood || !posterior || !prior || !observed) return []
  const latent = drawFrom(nodes, posterior)
  const part = { nodes, objective, hidden: observed.made, x: observed.of.variable }
  const problems = [
    likelihoodProblem({ ...part, port: reading.likelihood, name: 'the likelihood', from: likelihood }, latent),
    priorProblem({ ...part, port: reading.prior, name: 'the prior', from: prior }, latent),
  ]
  return problems.flatMap((problem) => problem ?? [])
}

function likelihoodProblem(part: Part, latent: Endpoint | undefined): Problem | undefined {
  const { nodes, x } = part
  const given = new Set(latent ? [endpointKey(latent)] : [])
  const drawn = latent && nameOfOutput(nodes, latent)
  const direct = leak(part, given, false)
  if (direct) {
    const through = wayInWords(nodes, direct)
    return error(part, {
      code: 'likelihood-sees-x',
      message: drawn
        ? `the likelihood reads ${x} itself${aside(through)}, not only through ${drawn}, so it can ignore the latent, and the value is not a bound on the likelihood of ${x}. Only the posterior may read ${x}.`
        : `the likelihood reads ${x} itself${aside(through)}, and the posterior is not the distribution of a sampler, so the value is not a bound on the likelihood of ${x}.`,
      expected: `${x} only through a draw from the posterior`,
      received: `${x}${through && ` ${through}`}`,
    })
  }
  const way = leak(part, given, true)
  const draw = way?.find((endpoint) => isDraw(nodes, endpoint))
  return draw && withoutTerm(part, draw)
}

function priorProblem(part: Part, latent: Endpoint | undefined): Problem | undefined {
  const { nodes, x } = part
  const hidden = new Set([...part.hidden, ...(latent ? [endpointKey(latent)] : [])])
  const own = latent && wayTo(nodes, part.from, { cut: part.hidden, wanted: (at) => isSame(at, latent) })
  const direct = leak(part, new Set(), false)
  if (direct) {
    const through = wayInWords(nodes, direct)
    return error(part, {
      code: 'prior-sees-x',
      message: `the prior depends on ${x}${aside(through)} and so is not a prior: the divergence from it can vanish while the latent encodes everything, and the value is not a bound on the likelihood of ${x}. A prior must not depend on the data it explains.`,
      expected: `a distribution that does not depend on ${x}`,
      received: `one that depends on ${x}${through && ` ${through}`}`,
    })
  }
  const way = leak({ ...part, hidden }, new Set(), true)
  const draw = way?.find((endpoint) => isDraw(nodes, endpoint))
  if (draw && !isSame(draw, latent)) return withoutTerm(part, draw)
  if (!own || !latent) return undefined
  return error(part, {
    code: 'prior-sees-latent',
    message: `the prior depends on ${nameOfOutput(nodes, latent)}, the draw whose prior it is, and so is not a prior: the value is not a bound on the likelihood of ${x}.`,
    expected: 'a distribution that does not depend on the draw',
    received: `one that depends on ${nameOfOutput(nodes, latent)}`,
  })
}

/** A path from a part to what it must not depend on, given `given`; optionally through other draws too. */
function leak({ nodes, from, hidden }: Part, given: ReadonlySet<string>, throughDraws: boolean): Way | undefined {
  const isHidden = (at: Endpoint) => hidden.has(endpointKey(at))
  if (throughDraws) return wayTo(nodes, from, { cut: given, wanted: isHidden })
  const draws = [...nodes.values()].flatMap(({ node, outputs }) =>
    Object.keys(outputs)
      .map((port) => ({ node: node.id, port }))
      .filter((at) => isDraw(nodes, at) && !isHidden(at))
      .map(endpointKey),
  )
  return wayTo(nodes, from, { cut: new Set([...given, ...draws]), wanted: isHidden })
}

function withoutTerm(part: Part, draw: Endpoint): Problem {
  const { nodes, name, x } = part
  const drawn = nameOfOutput(nodes, draw)
  return error(part, {
    code: 'draw-without-term',
    message: `${name} depends on ${x} through ${drawn}, a draw without a divergence in this objective, so the value is not a bound on the likelihood of ${x}. A bound needs one divergence for each draw that depends on ${x}; this objective has only that of its posterior.`,
    expected: 'a divergence for each draw',
    received: `none for ${drawn}`,
  })
}

const isSame = (a: Endpoint, b: Endpoint | undefined): boolean => a.node === b?.node && a.port === b.port

const aside = (through: string): string => through && ` (${through})`

function error(
  { nodes, objective, port }: Part,
  found: Pick<Problem, 'code' | 'message' | 'expected' | 'received'>,
): Problem {
  const { id } = objective.node
  const message = `${nameOf(nodes, id)}: ${found.message}`
  return { severity: 'error', node: id, port, fixes: [], ...found, message }
}
