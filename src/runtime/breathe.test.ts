import { expect, test, vi } from 'vitest'
import { breathe } from './breathe.ts'

test('lets others have their turn, in the order in which they asked', async () => {
  const order: string[] = []
  await Promise.all(['first', 'second', 'third'].map((name) => breathe().then(() => order.push(name))))
  expect(order).toEqual(['first', 'second', 'third'])
})

test('leaves nothing open that keeps a command from ending', async () => {
  await Promise.all([breathe(), breathe()])
  // A port is gone some turns after it was closed.
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('MessagePort'))
})
