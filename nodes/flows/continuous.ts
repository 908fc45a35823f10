// One rule for transforms and objectives: a density is one of real numbers, and no probability of values that are told apart.
// On each of those it can be larger than 1, so that its nats fall below the entropy of the data, which nothing can.
import type { Fix, PortProblem, Wish } from '../../src/graph/problems.ts'
import { describeRange, type ElementRange, isContinuous } from '../../src/graph/signals.ts'
import { insertTransform } from './flow-ports.ts'

interface Place {
  readonly node: string
  readonly port: string
}

/** Of a transform or of an end of a flow, which cannot be without a density. */
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
      message: `${title}: the flow carries ${inWords[range]}, of which a density says nothing. ${remedies[range]}`,
    },
  ]
}

/** Of an objective whose likelihood is a density. All that it reads of the data sees the noise that a fix adds. */
export function checkDensityOf(node: string, { range }: { readonly range: ElementRange }): readonly PortProblem[] {
  if (isContinuous(range)) return []
  return [
    {
      ...told({ node, port: 'x' }, range, true),
      severity: 'warning',
      code: 'discrete-density',
      message: `x has ${inWords[range]}, and the likelihood is a density, which is no probability of any of them: its nats can fall below what such data allow. ${remedies[range]}`,
    },
  ]
}

type Discrete = Exclude<ElementRange, 'real' | 'unit'>

const inWords: Readonly<Record<Discrete, string>> = {
  binary: `whole numbers (${describeRange('binary')})`,
  levels256: `whole numbers (${describeRange('levels256')})`,
  grey256: 'grey values of 256 steps',
  steps: 'only so many values, for they are made of whole numbers or of steps',
}

const remedies: Readonly<Record<Discrete, string>> = {
  binary: 'Use a Bernoulli likelihood, or add noise below one level with Dequantise.',
  levels256: 'Use a likelihood of whole numbers, or add noise below one level with Dequantise.',
  grey256: 'Take the levels 0…255, and a likelihood of whole numbers or noise below one level with Dequantise.',
  steps: 'Take the levels themselves, and add noise below one level with Dequantise.',
}

/** Noise below one level, once the data are whole numbers. */
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
