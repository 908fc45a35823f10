// Which likelihoods are reported in bits per dimension: those whose nats measure the code length of an example. That holds for a
// probability of integers, and for a dequantised density, which bounds it. Any other density depends on a unit of measurement, so
// its bits are not comparable and can be negative.
import { isContinuous } from '../../graph/signals.ts'
import type { Observed } from '../dependence/observed.ts'
import type { TypedNode } from '../inference/typed-graph.ts'
import { behindBypass } from './behind-bypass.ts'
import type { TypedNodes } from './upstream.ts'

/** The objective's ports for the observed variable and its likelihood; a flow has no likelihood port. */
interface Ports {
  readonly observed: string | undefined
  readonly likelihood: string | undefined
}

/** The reason as a sentence; `undefined` if bits are reported. */
export function whyWithoutBits(
  nodes: TypedNodes,
  objective: TypedNode,
  { observed, likelihood }: Ports,
  { of: { variable, column }, range }: Observed,
): string | undefined {
  if (column?.column !== 'example') return `The likelihood is of ${variable}, not of the data’s examples.`
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
