import type { PortProblem } from '../../src/graph/problems.ts'
import { describeShape, sameShape, type TensorSignal } from '../../src/graph/signals.ts'

/** The mean and log-variance of a Gaussian must have the same shape. */
export function checkGaussianParameters(
  title: string,
  mean: TensorSignal,
  logVariance: TensorSignal,
): readonly PortProblem[] {
  if (sameShape(mean.shape, logVariance.shape)) return []
  return [
    {
      severity: 'error',
      code: 'shape-mismatch',
      port: 'logVariance',
      message: `${title} takes one log-variance for each element of the mean: the mean is ${describeShape(mean.shape)}, but the log-variance is ${describeShape(logVariance.shape)}.`,
      expected: describeShape(mean.shape),
      received: describeShape(logVariance.shape),
    },
  ]
}
