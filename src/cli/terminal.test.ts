import process from 'node:process'
import { expect, test } from 'vitest'
import { processTerminal } from './terminal.ts'

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s is told with its exit status, and a second one ends the program', (signal, status) => {
  const told: number[] = []
  const before = process.listenerCount(signal)
  processTerminal().onInterrupt((one) => told.push(one))
  process.emit(signal, signal)
  expect(told).toEqual([status])
  for (const one of ['SIGINT', 'SIGTERM']) expect(process.listenerCount(one)).toBe(before)
})

test('whoever takes the listener away hears of no signal', () => {
  const before = process.listenerCount('SIGTERM')
  processTerminal().onInterrupt(() => undefined)()
  expect(process.listenerCount('SIGTERM')).toBe(before)
})
