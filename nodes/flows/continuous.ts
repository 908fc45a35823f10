// One rule for transforms and objectives: a density over the real numbers is not a probability of discrete values. At each of
// those it can exceed 1, so the loss in nats could fall below the entropy of the data, which is impossible for a probability.
import type { Fix, PortProblem, Wish } from '../../src/graph/problems.ts'
import { describeRange, type ElementRange, isContinuous } from '../../src/graph/signals.ts'
import { insertTransform } from './flow-ports.ts'

interface Place {
  readonly node: string
  readonly port: string
}

/** For a transform or an end of a flow, which always involve a density. */
export function checkContinuous(
  node: string,
  title: string,
  { range }: { readonly range: ElementRange },
  port = 'x',
): readonly PortProblem[] {
  if (isContinuous(range)) return []
  return [
    {
      ...told({ node, port }, range),
      severity: 'error',
      code: 'discrete-flow',
      message: `${title}: the flow carries ${inWords[range]}, which have no density. ${remedies[range]}`,
    },
  ]
}

/** For an objective whose likelihood is a density. Everything it reads from the data sees the noise that a fix adds. */
export function checkDensityOf(node: string, { range }: { readonly range: ElementRange }): readonly PortProblem[] {
  if (isContinuous(range)) return []
  return [
    {
      ...told({ node, port: 'x' }, range, true),
      severity: 'warning',
      code: 'discrete-density',
      message: `x has ${inWords[range]}, and the likelihood is a density, not a probability of these values: the loss can fall below the entropy of such data. ${remedies[range]}`,
    },
  ]
}

type Discrete = Exclude<ElementRange, 'real' | 'unit'>

const inWords: Readonly<Record<Discrete, string>> = {
  binary: `integers (${describeRange('binary')})`,
  levels256: `integers (${describeRange('levels256')})`,
  grey256: 'grey values in 256 steps',
  steps: 'a finite set of values, derived from integers or steps',
}

const remedies: Readonly<Record<Discrete, string>> = {
  binary: 'Use a Bernoulli likelihood, or dequantise with noise below one level.',
  levels256: 'Use a likelihood over integers, or dequantise with noise below one level.',
  grey256: 'Use the levels 0…255 with a likelihood over integers, or dequantise them with noise below one level.',
  steps: 'Use the levels themselves, and dequantise them with noise below one level.',
}

/** Dequantise, after making the data integers. */
function told(
  { node, port }: Place,
  range: Discrete,
  forAll = false,
): Pick<PortProblem, 'port' | 'expected' | 'received' | 'wish' | 'fixes'> {
  const place = { port, expected: 'real numbers', received: describeRange(range) }
  const insert = (levels: string): Fix =>
    insertTransform(node, port, 'Dequantise', 'flows/dequantise', { levels }, forAll)
  switch (range) {
    case 'binary':
      return { ...place, fixes: [insert('2')] }
    case 'levels256':
      return { ...place, fixes: [insert('256')] }
    case 'grey256': {
      const wish: Wish = { range: 'levels256', andThen: insert('256') }
      return { ...place, wish }
    }
    case 'steps': {
      const levels: Wish = { range: 'levels256', andThen: insert('256') }
      const binary: Wish = { range: 'binary', andThen: insert('2') }
      return { ...place, wish: { ...levels, orElse: binary } }
    }
    default:
      return range satisfies never
  }
}
