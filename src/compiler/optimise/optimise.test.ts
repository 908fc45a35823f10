// Each pass on a small Program where it applies, and on one where it must not.
import { describe, expect, test } from 'vitest'
import { tensor } from '../../graph/signals.ts'
import type { Call, FunctionCall, OpCall, Procedure, Program, ProgramFunction } from '../program/program.ts'
import { optimise, passes } from './optimise.ts'

const vector = tensor([4])
const value = (name: string) => ({ name, signal: vector })

/** `name` reads values by port and gives `name.y`. */
function call(name: string, target: string, inputs: Record<string, string>, more: Partial<OpCall> = {}): OpCall {
  const rest = { weights: {}, params: {}, usesContext: false, outputs: { y: value(`${name}.y`) } }
  return { call: 'op', target, name, node: name, inputs, ...rest, ...more }
}

function functionCall(name: string, target: string, x: string): FunctionCall {
  const outputs = { y: value(`${name}.y`) }
  return { call: 'function', target, name, node: name, inputs: { x }, outputs, usesContext: false }
}

function fn(name: string, calls: readonly Call[], outputs: Record<string, string>): ProgramFunction {
  return { name, node: name, title: name, inputs: [value('x')], calls, outputs }
}

function program(calls: readonly Call[], output: string, more: Partial<Program> = {}): Program {
  const procedure: Procedure = {
    name: 'objective/o',
    summary: 'A loss.',
    inputs: [{ ...value('x'), source: { from: 'data', node: 'data', column: 'example' } }],
    calls,
    outputs: { objective: output },
  }
  const state = { name: 'norm/mean', shape: [4], initialiser: { initialiser: 'zeros' }, node: 'norm' } as const
  return {
    title: 'Test',
    parameters: [{ ...state, trainable: false, frozen: false }],
    functions: [],
    procedures: [procedure],
    absent: [],
    phases: [],
    data: [],
    density: { density: 'none', sentence: '' },
    training: { seed: 1, batchSize: 4, budget: { unit: 'steps', amount: 1 } },
    ...more,
  }
}

const namesIn = ({ calls }: { readonly calls: readonly Call[] }) => calls.map(({ name }) => name)
const { dropCopies, mergeCalls, dropUnused } = passes

/** After the pass: names of the calls, and the procedure's outputs; a second run must find nothing. */
function applied(pass: ((program: Program) => Program) | undefined, before: Program) {
  const result = pass!(before)
  expect(pass!(result)).toBe(result)
  const [procedure] = result.procedures
  return { names: namesIn(procedure!), output: procedure!.outputs.objective, program: result, procedure: procedure! }
}

describe('identity calls', () => {
  test('are removed, and their readers use their inputs', () => {
    const calls = [
      call('flat', 'layers/flatten', { x: 'x' }, { copies: 'x' }),
      call('again', 'layers/flatten', { x: 'flat.y' }, { copies: 'x' }),
      call('dense', 'layers/dense', { x: 'again.y' }),
    ]
    const { names, output, procedure } = applied(dropCopies, program(calls, 'dense.y'))
    expect(names).toEqual(['dense'])
    expect(procedure.calls[0]?.inputs).toEqual({ x: 'x' })
    expect(output).toBe('dense.y')
  })

  test('at the end of a procedure, too', () => {
    const calls = [call('dense', 'layers/dense', { x: 'x' }), call('same', 'a', { x: 'dense.y' }, { copies: 'x' })]
    expect(applied(dropCopies, program(calls, 'same.y')).output).toBe('dense.y')
  })

  test('and functions that become empty', () => {
    const functions = [fn('f', [call('same', 'a', { x: 'x' }, { copies: 'x' })], { y: 'same.y' })]
    const before = program([functionCall('f', 'f', 'x'), call('dense', 'layers/dense', { x: 'f.y' })], 'dense.y', {
      functions,
    })
    const { procedures, functions: left } = optimise(before)
    expect(procedures[0]?.calls[0]).toMatchObject({ name: 'dense', inputs: { x: 'x' } })
    expect(left).toEqual([])
  })

  test('but no others', () => {
    const before = program([call('flat', 'layers/flatten', { x: 'x' })], 'flat.y')
    expect(dropCopies!(before)).toBe(before)
  })
})

describe('equivalent calls', () => {
  const tanh = { params: { function: 'tanh' } }
  const sum = call('sum', 'layers/add', { x1: 'a.y', x2: 'b.y' })
  const pair = (first: Partial<OpCall>, second: Partial<OpCall>) =>
    program([call('a', 'k', { x: 'x' }, first), call('b', 'k', { x: 'x' }, second), sum], 'sum.y')

  test('are made once', () => {
    const { names, procedure } = applied(mergeCalls, pair(tanh, tanh))
    expect(names).toEqual(['a', 'sum'])
    expect(procedure.calls[1]?.inputs).toEqual({ x1: 'a.y', x2: 'a.y' })
  })

  test('and so are those that read what they give', () => {
    const calls = [
      call('a', 'k', { x: 'x' }),
      call('b', 'k', { x: 'x' }),
      call('c', 'l', { x: 'a.y' }),
      call('d', 'l', { x: 'b.y' }),
      call('sum', 'layers/add', { x1: 'c.y', x2: 'd.y' }),
    ]
    expect(applied(mergeCalls, program(calls, 'sum.y')).names).toEqual(['a', 'c', 'sum'])
  })

  test.each<[string, Partial<OpCall>, Partial<OpCall>]>([
    ['with other parameters', tanh, { params: { function: 'relu' } }],
    ['with other weights', { weights: { kernel: 'a/kernel' } }, { weights: { kernel: 'b/kernel' } }],
    ['that draw random numbers', { usesContext: true }, { usesContext: true }],
    ['that update state', { weights: { mean: 'norm/mean' } }, { weights: { mean: 'norm/mean' } }],
    ['in another direction', {}, { direction: 'inverse' }],
    ['that are given functions', { functions: { critic: 'f' } }, { functions: { critic: 'f' } }],
    ['of other values', {}, { inputs: { x: 'a.y' } }],
  ])('are not merged %s', (_, first, second) => {
    const before = pair(first, second)
    expect(mergeCalls!(before)).toBe(before)
  })
})

describe('unused values', () => {
  const twoHeads = (more: Partial<OpCall> = {}) =>
    fn('f', [call('f/a', 'k', { x: 'x' }), call('f/b', 'k', { x: 'x' }, more)], { y: 'f/a.y', z: 'f/b.y' })
  const headed = { ...functionCall('f', 'f', 'x'), outputs: { y: value('f.y'), z: value('f.z') } }

  test('are not computed, nor anything only they read', () => {
    const calls = [call('a', 'k', { x: 'x' }), call('b', 'k', { x: 'a.y' }), call('c', 'k', { x: 'x' })]
    expect(applied(dropUnused, program(calls, 'c.y')).names).toEqual(['c'])
  })

  test('are not outputs of a function, and uncalled functions are removed', () => {
    const functions = [twoHeads(), fn('g', [], { y: 'x' })]
    const { program: result, procedure } = applied(dropUnused, program([headed], 'f.y', { functions }))
    expect(result.functions.map(({ name }) => name)).toEqual(['f'])
    expect(result.functions[0]?.outputs).toEqual({ y: 'f/a.y' })
    expect(namesIn(result.functions[0]!)).toEqual(['f/a'])
    expect(Object.keys(procedure.calls[0]!.outputs)).toEqual(['y'])
  })

  test('stay in a function that is passed to an op', () => {
    const functions = [twoHeads()]
    const before = program([call('loss', 'k', { x: 'x' }, { functions: { critic: 'f' } })], 'loss.y', { functions })
    expect(dropUnused!(before)).toBe(before)
  })

  test('stay if they update state in an objective, and are removed elsewhere', () => {
    const norm = call('norm', 'k', { x: 'x' }, { weights: { mean: 'norm/mean' } })
    const before = program([norm, call('c', 'k', { x: 'x' })], 'c.y')
    expect(dropUnused!(before)).toBe(before)
    const sampling = { ...before, procedures: before.procedures.map((one) => ({ ...one, name: 'sample' as const })) }
    expect(namesIn(dropUnused!(sampling).procedures[0]!)).toEqual(['c'])
    const frozen = { ...before, parameters: before.parameters.map((spec) => ({ ...spec, frozen: true })) }
    expect(namesIn(dropUnused!(frozen).procedures[0]!)).toEqual(['c'])
  })

  test('an input that a function no longer reads is removed', () => {
    const constant = fn('f', [call('f/a', 'k', {})], { y: 'f/a.y' })
    const calls = [call('a', 'k', { x: 'x' }), functionCall('f', 'f', 'a.y')]
    const result = optimise(program(calls, 'f.y', { functions: [constant] }))
    expect(result.procedures[0]?.calls.map(({ name, inputs }) => [name, inputs])).toEqual([['f', {}]])
    expect(result.functions[0]?.inputs).toEqual([])
  })
})
