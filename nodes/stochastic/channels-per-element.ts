// Several channels for each element of the data: element c of a position has channels c · count to c · count + count - 1.
import type { PortProblem } from '../../src/graph/problems.ts'
import { describeRange, describeShape, type Shape, type TensorSignal } from '../../src/graph/signals.ts'

/** The shape of the data that `count` channels for each element describe; `undefined` if they do not divide evenly. */
export function channelsPerElement(shape: Shape, count: number): Shape | undefined {
  const channels = shape.at(-1) ?? 0
  if (channels < count || channels % count !== 0) return undefined
  return [...shape.slice(0, -1), channels / count]
}

/** The likely number of data channels when the number of channels does not fit. A short vector has one for each element. */
function describedChannels(shape: Shape, count: number): number {
  const channels = Math.max(1, shape.at(-1) ?? 1)
  if (channels >= count) return Math.floor(channels / count)
  return shape.length === 1 ? channels : 1
}

export function wrongChannels(
  title: string,
  port: string,
  { shape, range }: TensorSignal,
  count: number,
): PortProblem | undefined {
  if (!channelsPerElement(shape, count)) {
    return {
      severity: 'error',
      code: 'wrong-channels',
      port,
      message: `${title} takes ${count} channels for each channel of the data, but ${port} is ${describeShape(shape)}.`,
      expected: `a last axis of ${count}, or a multiple of it`,
      received: describeShape(shape),
      wish: { shape: [...shape.slice(0, -1), count * describedChannels(shape, count)], numbersPerElement: count },
    }
  }
  if (range === 'real') return undefined
  return {
    severity: 'error',
    code: 'range-mismatch',
    port,
    message: `${title} takes unbounded real numbers, but ${port} has numbers in the range ${describeRange(range)}, which limits the distributions it can express.`,
    expected: describeRange('real'),
    received: describeRange(range),
  }
}
