import process from 'node:process'
import { afterEach, expect, test, vi } from 'vitest'
import { processTerminal } from './terminal.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

/** The output, and what happens as the program ends. */
function loseOutput(code: string) {
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  const atEnd = vi.spyOn(process, 'once').mockReturnThis()
  processTerminal()
  processTerminal()
  process.stdout.emit('error', Object.assign(new Error('refused'), { code }))
  return { told: told.mock.calls.map(([text]) => text), atEnd: atEnd.mock.calls.map(([event]) => event) }
}

test('a result that cannot be written is reported once, and is a failure', () => {
  expect(loseOutput('ENOSPC')).toEqual({
    told: ['genloom: standard output cannot be written: the disk is full.\n'],
    atEnd: ['exit'],
  })
})

test('a reader of only the first lines of a result gets no error', () => {
  expect(loseOutput('EPIPE')).toEqual({ told: [], atEnd: [] })
})

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('the first %s is reported with its exit status, and a second one ends the program', (signal, status) => {
  const told: number[] = []
  const before = process.listenerCount(signal)
  processTerminal().onInterrupt((one) => told.push(one))
  process.emit(signal, signal)
  expect(told).toEqual([status])
  for (const one of ['SIGINT', 'SIGTERM']) expect(process.listenerCount(one)).toBe(before)
})

test('a removed listener receives no signal', () => {
  const before = process.listenerCount('SIGTERM')
  processTerminal().onInterrupt(() => undefined)()
  expect(process.listenerCount('SIGTERM')).toBe(before)
})
