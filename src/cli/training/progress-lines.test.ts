import { describe, expect, test } from 'vitest'
import { rememberingTerminal } from '../fixtures/remembering-terminal.ts'
import { duration, progressLine, progressLines } from './progress-lines.ts'

const progress = {
  step: 840,
  epoch: 13.42,
  elapsed: 33,
  fraction: 0.4478,
  remaining: 80.4,
  medianStepMs: 42.04,
  curve: [{ step: 840, phase: 'elbo', metrics: { loss: 118.2345, kl: 24.1 } }],
}
const epochs = { seed: 1, batchSize: 128, budget: { unit: 'epochs', amount: 30 } } as const

test('a line says how far, how good, how fast and how long', () => {
  expect(progressLine(progress, { loss: 118.2345, kl: 24.1 }, 'epochs')).toBe(
    ' 44 %  step 840  epoch 13.4  loss 118.23  kl 24.100  42.0 ms/step  1 min 20 s left',
  )
  expect(progressLine({ ...progress, remaining: Number.POSITIVE_INFINITY }, {}, 'steps')).toBe(
    ' 44 %  step 840  42.0 ms/step',
  )
})

test.each([
  [0.4, '0 s'],
  [59.6, '1 min 00 s'],
  [125, '2 min 05 s'],
  [3600 + 17 * 60 + 59, '1 h 17 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(duration(seconds)).toBe(words)
})

describe('progress', () => {
  test('is one changing line for a person', () => {
    const drawn: (string | null)[] = []
    const terminal = { ...rememberingTerminal(), isInteractive: true, draw: (line: string | null) => drawn.push(line) }
    const lines = progressLines(terminal, epochs, () => 0)
    lines.show(progress)
    lines.show({ ...progress, step: 841, curve: [] })
    lines.end()
    const [first, second, last] = drawn
    expect(first).toContain('step 840')
    // Without news of the loss the last one stays.
    expect(second).toMatch(/step 841 .*loss 118\.23/)
    expect(last).toBeNull()
    expect(terminal.err).toEqual([])
  })

  test('is a plain line every five seconds for a log', () => {
    let time = 0
    const terminal = rememberingTerminal()
    const lines = progressLines(terminal, epochs, () => time)
    for (; time <= 12_000; time += 100) lines.show({ ...progress, step: time })
    lines.end()
    expect(terminal.err.map((line) => /step (\d+)/.exec(line)?.[1])).toEqual(['5000', '10000'])
  })
})
