import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, expect, test } from 'vitest'
import { changeOfVariables } from './change-of-variables.ts'
import { standardNormal } from './distributions/standard-normal.ts'
import { intrinsics } from './intrinsics.ts'

beforeAll(() => tf.setBackend('cpu'))

const logNormal = (values: readonly number[]) =>
  values.reduce((sum, z) => sum - 0.5 * (z * z + Math.log(2 * Math.PI)), 0)

test('the density of a split flow counts every end and every log-determinant once', () => {
  const z1 = {
    value: tf.tensor2d([
      [1, -2],
      [0.5, 3],
    ]),
    logDet: tf.tensor1d([0.25, -1]),
  }
  const z2 = { value: tf.tensor2d([[4], [-1]]), logDet: tf.tensor1d([10, 0]) }
  const { y } = intrinsics['math/flow-log-prob']({ base: standardNormal(), z1, z2 })
  const values = y.dataSync()
  expect(values[0]).toBeCloseTo(logNormal([1, -2, 4]) + 10.25, 5)
  expect(values[1]).toBeCloseTo(logNormal([0.5, 3, -1]) - 1, 5)
})

test('a flow without an end has no density', () => {
  expect(() => changeOfVariables(standardNormal(), [])).toThrow('A flow must end somewhere.')
})

test('a tensor starts a flow with no log-determinant, and comes out of it as it went in', () => {
  const x = tf.tensor3d([[[1, 2]], [[3, 4]], [[5, 6]]])
  const { y } = intrinsics['math/start-flow']({ x })
  expect([...y.logDet.dataSync()]).toEqual([0, 0, 0])
  expect(intrinsics['math/flow-value']({ x: y }).y.arraySync()).toEqual(x.arraySync())
})
