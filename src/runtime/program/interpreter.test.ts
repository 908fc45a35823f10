import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Call, FunctionCall, Program, ProgramFunction } from '../../compiler/program/program.ts'
import { createContext } from '../../engine/math/context.ts'
import { tensor } from '../../graph/signals.ts'
import { call, toyLatent, toyOps, toyProgram, toySize } from '../fixtures/toy-program.ts'
import { compileProcedure } from './interpreter.ts'
import { NodeError } from './node-error.ts'
import { asObjective, asTensor } from './value-tensors.ts'

beforeAll(() => tf.setBackend('cpu'))

const matrix = (rows: number, columns: number, from: number) =>
  tf.tensor2d(
    Float32Array.from({ length: rows * columns }, (_, i) => Math.sin(from + i)),
    [rows, columns],
  )
const weights = new Map<string, tf.Tensor>([
  ['encoder/kernel', matrix(toySize, toyLatent, 1)],
  ['drift/mean', tf.tensor1d([0.1, 0.2, 0.3])],
  ['decoder/out/kernel', matrix(toyLatent, toySize, 2)],
])
const contexts = (training: boolean, step = 0) => createContext({ seed: 3, step, training })
const compile = (program: Program, index = 0) => compileProcedure(program, program.procedures[index]!, toyOps, weights)

function withCall(changed: Call): Program {
  return toyProgram({
    calls: toyProgram().procedures[0]!.calls.map((one) => (one.name === changed.name ? changed : one)),
  })
}

describe('a procedure', () => {
  test('gives what the same mathematics written out gives, functions unfolded', () => {
    const x = matrix(4, toySize, 3)
    const { outputs, state } = compile(toyProgram()).run({ 'data.x': x }, contexts(false))
    const objective = asObjective(outputs.objective, 'objective')
    const code = tf.sub(tf.matMul(x, weights.get('encoder/kernel')!), weights.get('drift/mean')!)
    const back = tf.matMul(tf.tanh(code), weights.get('decoder/out/kernel')!)
    const squares = (back.arraySync() as number[][]).map((row, i) =>
      row.reduce((sum, value, j) => sum + (value - Math.sin(3 + i * toySize + j)) ** 2, 0),
    )
    const expected = squares.reduce((sum, one) => sum + one, 0) / 4
    expect(objective.terms.error!.dataSync()[0]).toBeCloseTo(expected, 4)
    expect(objective.loss.dataSync()[0]).toBeCloseTo(expected / 2, 4)
    expect(state).toEqual({})
  })

  test('in training gives new state under the name of the parameter', () => {
    const x = tf.zeros([4, toySize])
    const { state } = compile(toyProgram()).run({ 'data.x': x }, contexts(true))
    // Only the noise of the call jitter is left: mean over the batch of 0.1 n.
    const noise = tf.mul(0.1, contexts(true).at('jitter').normal([4, toyLatent]))
    const expected = tf.add(tf.mul(0.9, weights.get('drift/mean')!), tf.mul(0.1, tf.mean(noise, 0)))
    expect(Object.keys(state)).toEqual(['drift/mean'])
    expect([...state['drift/mean']!.dataSync()]).toEqual([...expected.dataSync()])
  })

  test('draws the same at the same step and otherwise at another', () => {
    const sample = compile(toyProgram(), 1)
    const latent = (step: number) => [
      ...asTensor(sample.run({ count: 2 }, contexts(false, step)).outputs.latent, 'latent').dataSync(),
    ]
    expect(latent(0)).toEqual(latent(0))
    expect(latent(0)).not.toEqual(latent(1))
  })

  test('hands an op the function that it is to be given', () => {
    const twice = call('jitter', 'toy/twice', { x: 'encoder.y' }, { functions: { f: 'squash' } })
    const squash: ProgramFunction = {
      name: 'squash',
      node: 'squash',
      title: 'Squash',
      inputs: [{ name: 'z', signal: tensor([toyLatent]) }],
      calls: [call('squash/tanh', 'toy/tanh', { x: 'z' })],
      outputs: { y: 'squash/tanh.y' },
    }
    const program = withCall(twice)
    const { outputs } = compile({
      ...program,
      functions: [...program.functions, squash],
      procedures: [{ ...program.procedures[0]!, outputs: { y: 'jitter.y' } }],
    }).run({ 'data.x': matrix(2, toySize, 3) }, contexts(false))
    const code = tf.matMul(matrix(2, toySize, 3), weights.get('encoder/kernel')!)
    const expected = [...code.dataSync()].map((value) => Math.tanh(Math.tanh(value)))
    for (const [i, value] of asTensor(outputs.y, 'y').dataSync().entries()) expect(value).toBeCloseTo(expected[i]!, 5)
  })

  test('runs a transform backwards where the call says so', () => {
    const there = call('jitter', 'toy/double', { x: 'encoder.y' })
    const back = call('jitter', 'toy/double', { x: 'encoder.y' }, { direction: 'inverse' })
    const [double, half] = [there, back].map((changed) => {
      const program = withCall(changed)
      const procedures = [{ ...program.procedures[0]!, outputs: { y: 'jitter.y' } }]
      const { outputs } = compile({ ...program, procedures }).run({ 'data.x': matrix(1, toySize, 3) }, contexts(false))
      return asTensor(outputs.y, 'y').dataSync()
    })
    for (const [i, value] of half!.entries()) expect(4 * value).toBeCloseTo(double![i]!, 5)
  })

  test('shows every op call to an observer, in order', () => {
    const seen: string[] = []
    compile(toyProgram()).run({ 'data.x': tf.zeros([1, toySize]) }, contexts(false), ({ name }, outputs) => {
      seen.push(`${name}:${outputs.length}`)
    })
    expect(seen).toEqual(['encoder:1', 'jitter:1', 'drift:1', 'decoder/squash:1', 'decoder/out:1', 'objective:1'])
  })

  test('leaves no tensors behind in a tidy', () => {
    const run = compile(toyProgram())
    const x = tf.zeros([4, toySize])
    const before = tf.memory().numTensors
    for (let i = 0; i < 3; i++) tf.tidy(() => void run.run({ 'data.x': x }, contexts(true)))
    expect(tf.memory().numTensors).toBe(before)
  })
})

describe('an error', () => {
  const { weights: _weights, params: _params, ...read } = call('jitter', 'missing', { x: 'encoder.y' })
  const functionCall: FunctionCall = { ...read, call: 'function' }

  test('while a call runs names its node, also inside a function', () => {
    const short = new Map([...weights, ['decoder/out/kernel', tf.zeros([toyLatent + 1, toySize])]])
    const program = toyProgram()
    const run = compileProcedure(program, program.procedures[0]!, toyOps, short)
    const attempt = () => run.run({ 'data.x': tf.zeros([1, toySize]) }, contexts(false))
    expect(attempt).toThrow(NodeError)
    expect(attempt).toThrow(expect.objectContaining({ node: 'decoder', call: 'decoder/out' }))
  })

  test('names an input that was not given', () => {
    expect(() => compile(toyProgram()).run({}, contexts(false))).toThrow('needs the input data.x')
  })

  test.each([
    ['an unknown op', call('jitter', 'toy/unknown', { x: 'encoder.y' }), 'toy/unknown'],
    ['a value that nothing gives', call('jitter', 'toy/tanh', { x: 'encoder.z' }), 'encoder.z'],
    [
      'an unknown parameter',
      call('jitter', 'toy/dense', { x: 'encoder.y' }, { weights: { kernel: 'no/kernel' } }),
      'no/',
    ],
    ['an unknown function', functionCall, 'missing'],
  ])('for %s comes before anything runs', (_, changed, reason) => {
    expect(() => compile(withCall(changed))).toThrow(reason)
  })

  test('reports an op that uses undeclared randomness', () => {
    const silent = call('jitter', 'toy/jitter', { x: 'encoder.y' }, { params: { scale: 1 } })
    expect(() => compile(withCall(silent)).run({ 'data.x': tf.zeros([1, toySize]) }, contexts(true))).toThrow(
      'usesContext',
    )
  })

  test('reports an op that does not return what was declared', () => {
    const silent = call('jitter', 'toy/error', { x: 'encoder.y', target: 'encoder.y' })
    expect(() => compile(withCall(silent)).run({ 'data.x': tf.zeros([1, toySize]) }, contexts(true))).toThrow(
      'returned no y',
    )
  })
})
