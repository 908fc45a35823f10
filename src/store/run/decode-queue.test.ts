import { expect, test } from 'vitest'
import { createDecodeQueue } from './decode-queue.ts'

test('one request at a time; of those that come meanwhile the newest', () => {
  const sent: number[] = []
  const queue = createDecodeQueue<number>((request) => sent.push(request))
  queue.ask(1)
  queue.ask(2)
  queue.ask(3)
  expect(sent).toEqual([1])
  queue.answered()
  expect(sent).toEqual([1, 3])
  queue.answered()
  queue.answered()
  expect(sent).toEqual([1, 3])
  queue.ask(4)
  queue.ask(5)
  queue.clear()
  queue.ask(6)
  queue.answered()
  expect(sent).toEqual([1, 3, 4, 6])
})
