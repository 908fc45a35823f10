// The order in which blocks are computed and elements drawn: each as soon as it is asked for, all that it reads before it.
import type { SamplingPlan } from './plan.ts'

/**
 * Numbers of blocks; those of what is sampled, which come first, stand for draws. Only blocks that a draw needs occur.
 * @param choice of a mixture, the component.
 * @returns nothing where an element depends on itself.
 */
export function evaluationOrder(
  { tensors, blockCount, drawing, drawn }: SamplingPlan,
  choice: number,
): Int32Array | undefined {
  const size = tensors[0]!.size
  const owner = new Int32Array(blockCount)
  for (const [place, { firstBlock, size, block }] of tensors.entries()) {
    owner.fill(place, firstBlock, firstBlock + size / block)
  }
  const order = new Int32Array(blockCount)
  let length = 0
  // 0: not seen, 1: waits for what it reads, 2: has its place in the order.
  const states = new Uint8Array(blockCount)
  const stack: number[] = []
  let isCyclic = false

  const open = (id: number): void => {
    const { evaluation, inputs, firstBlock } = tensors[owner[id]!]!
    const see = (port: string, from: number, count: number): void => {
      const input = tensors[(evaluation ? inputs : drawn)[port]!]!
      const last = input.firstBlock + Math.floor((from + count - 1) / input.block)
      for (let read = input.firstBlock + Math.floor(from / input.block); read <= last; read++) {
        if (states[read] === 0) stack.push(read)
        else if (states[read] === 1) isCyclic = true
      }
    }
    if (evaluation) evaluation.reads(id - firstBlock, see)
    else drawing.reads(choice * size + id, see)
  }

  for (let element = 0; element < size; element++) {
    stack.push(element)
    while (stack.length > 0) {
      const id = stack.at(-1)!
      if (states[id] === 0) {
        states[id] = 1
        open(id)
        if (isCyclic) return undefined
        continue
      }
      stack.pop()
      if (states[id] === 2) continue
      states[id] = 2
      order[length++] = id
    }
  }
  return order.subarray(0, length)
}
