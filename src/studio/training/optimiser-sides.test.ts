import { expect, test } from 'vitest'
import { optimiserFields, optimiserFieldsOf } from '../../graph/optimiser.ts'
import { optimiserSides } from './optimiser-sides.ts'

test('an objective has one optimiser, a game one for each side, with its fields', () => {
  expect(optimiserSides(optimiserFields)).toEqual([{ title: '', optimiser: 'optimiser', learningRate: 'learningRate' }])
  const game = { ...optimiserFieldsOf('critic', 'Critic'), ...optimiserFieldsOf('generator', 'Generator') }
  const sides = optimiserSides(game)
  expect(sides.map(({ title }) => title)).toEqual(['Critic', 'Generator'])
  expect(sides.every((side) => side.optimiser in game && side.learningRate in game)).toBe(true)
  expect(optimiserSides({})).toEqual([])
})
