import { expect, test } from 'vitest'
import { variantOf } from './variant.mjs'

const graph = {
  nodes: [
    { id: 'encoder', params: { units: 400, rate: 0.1 } },
    { id: 'game', params: {} },
  ],
  wires: ['encoder.y -> game.fake', 'digits.x -> encoder.x'],
  training: { seed: 1, schedule: 'stable-decay' },
  layout: { nodes: { encoder: [0, 0], game: [1, 0] } },
}

test('nodes go with their wires, parameters and settings change, null takes a setting away', () => {
  const variant = { without: ['game'], params: { encoder: { rate: 0.5 } }, training: { schedule: null } }
  expect(variantOf(graph, variant)).toEqual({
    nodes: [{ id: 'encoder', params: { units: 400, rate: 0.5 } }],
    wires: ['digits.x -> encoder.x'],
    training: { seed: 1 },
    layout: { nodes: { encoder: [0, 0] } },
  })
})

test.each([
  [{ without: ['games'] }, 'no node "games"'],
  [{ params: { encoders: {} } }, 'no node "encoders"'],
  [{ params: { encoder: { rates: 1 } } }, 'no parameter "rates"'],
  [{ training: { budgets: 1 } }, 'no setting "budgets"'],
])('%j is refused', (variant, message) => {
  expect(() => variantOf(graph, variant)).toThrow(message)
})
