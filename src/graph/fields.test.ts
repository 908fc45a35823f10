import { describe, expect, test } from 'vitest'
import { classSubset, parseParams } from './fields.ts'

const fields = {
  classes: classSubset({ title: 'Classes', help: 'Some.', initial: [0, 1, 2], names: ['cat', 'dog', 'cow'] }),
}

describe('a subset of classes', () => {
  test.each([[[0]], [[2]], [[0, 2]], [[0, 1, 2]]])('may be %j', (classes) => {
    expect(parseParams(fields, { classes })).toEqual({ params: { classes }, faults: [] })
  })

  test('is all of them at first', () => {
    expect(parseParams(fields, {}).params.classes).toEqual([0, 1, 2])
  })

  test.each([[[]], [[1, 0]], [[1, 1]], [[3]], [[-1]], [[0.5]], [['0']], [0], ['0,1'], [null]])(
    'may not be %j',
    (classes) => {
      const { params, faults } = parseParams(fields, { classes })
      expect(params.classes).toEqual([0, 1, 2])
      expect(faults).toMatchObject([{ field: 'classes', received: classes }])
    },
  )
})
