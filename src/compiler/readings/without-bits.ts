// Which likelihoods are told in bits per dimension: those whose nats say how many bits an example takes. A probability of
// whole numbers does, and so does a density of them with noise below one level, which is a bound on it. Any other density is
// relative to a unit of measure, so that its bits compare with nothing and can be fewer than none.
import { isContinuous } from '../../graph/signals.ts'
import type { Observed } from '../dependence/observed.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from './behind-bypass.ts'
import type { TypedNodes } from './upstream.ts'

/** Where an objective takes what it explains and the likelihood of it; a flow has no likelihood of its own. */
interface Ports {
  readonly observed: string | undefined
  readonly likelihood: string | undefined
}

/** The reason in a sentence; `undefined` where there are bits. */
export function whyWithoutBits(
  nodes: TypedNodes,
  objective: TypedNode,
  { observed, likelihood }: Ports,
  { of: { variable, column }, range }: Observed,
): string | undefined {
  if (column?.column !== 'example') return `The likelihood is of ${variable}, and not of the data’s examples.`
  if (isContinuous(range))
    return `${variable} is real-valued, and the number of bits of a density depends on the unit of measurement.`
  const signalAt = (port: string | undefined) => {
    const end = behindBypass({ nodes }, port === undefined ? undefined : objective.links[port]?.from)
    return end && nodes.get(end.node)?.outputs[end.port]
  }
  const [x, p] = [signalAt(observed), signalAt(likelihood)]
  if (x?.signal === 'tensor' && p?.signal === 'distribution' && p.range === 'real' && !isContinuous(x.range))
    return `${variable} takes a finite set of values, and the likelihood is a density, not a probability of these values.`
  return undefined
}
