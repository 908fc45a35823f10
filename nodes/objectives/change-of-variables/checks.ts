// Checks between the ends of a flow and its base density, with actionable messages.
import type { PortProblem } from '../../../src/graph/problems.ts'
import {
  type DistributionFamily,
  type DistributionSignal,
  describeRange,
  describeSignal,
  type FlowSignal,
} from '../../../src/graph/signals.ts'
import { checkContinuous } from '../../flows/continuous.ts'
import { insertTransform } from '../../flows/flow-ports.ts'

const baseFamilies: readonly DistributionFamily[] = ['standardNormal', 'logistic', 'uniform']

/** A base density does not depend on the data and takes the shape of the flow's end. */
export function checkBase(node: string, base: DistributionSignal): readonly PortProblem[] {
  if (baseFamilies.includes(base.family) && base.shape === 'any') return []
  return [
    {
      severity: 'error',
      code: 'family-mismatch',
      port: 'base',
      message: `The base density must be a fixed density of real numbers, but it is ${describeSignal(base)}.`,
      expected: 'standard normal, logistic or uniform',
      received: describeSignal(base),
      fixes: [
        {
          title: 'Use a standard normal',
          edits: [
            { edit: 'disconnect', node, port: 'base' },
            { edit: 'supply', node, port: 'base', kind: 'stochastic/standard-normal', params: {}, output: 'p' },
          ],
        },
      ],
    },
  ]
}

export function checkEnd(
  node: string,
  port: string,
  end: FlowSignal,
  base: DistributionSignal,
): readonly PortProblem[] {
  const discrete = checkContinuous(node, 'Negative log-likelihood', end, port)
  if (discrete.length) return discrete
  if (base.family !== 'uniform' || end.range === 'unit') return []
  return [
    {
      severity: 'error',
      code: 'range-mismatch',
      port,
      message:
        'A uniform density has support only between 0 and 1, but the flow ends in unbounded real numbers, most of which would have density zero.',
      expected: describeRange('unit'),
      received: describeRange(end.range),
      fixes: [insertTransform(node, port, 'Flow sigmoid', 'flows/sigmoid', {})],
    },
  ]
}
