import { describe, expect, it } from 'vitest'
import type { Program } from '../../compiler/program/program.ts'
import { emptyDocument, type GraphDocument } from '../../graph/document.ts'
import { moveNodes, setParam, setTitle, setTraining } from '../../graph/edits.ts'
import { trainsTheSame } from '../../graph/same-model.ts'
import { fitsParameters, sharesCheckpoints } from './run-meaning.ts'

const document: GraphDocument = {
  ...emptyDocument,
  nodes: [{ id: 'encoder', kind: 'networks/encoder', version: 1, params: { size: 2 } }],
}

describe('what a run trains', () => {
  it('does not change by moving, renaming or undoing', () => {
    expect(trainsTheSame(document, moveNodes(document, { encoder: [10, 20] }))).toBe(true)
    expect(trainsTheSame(document, setTitle(document, 'encoder', 'My encoder'))).toBe(true)
    const edited = setParam(document, 'encoder', 'size', 3)
    expect(trainsTheSame(document, setParam(edited, 'encoder', 'size', 2))).toBe(true)
  })

  it('does not change by being kept and opened again, which puts wires and parameters into another order', () => {
    const wires = ['b', 'a'].map((port) => ({ from: { node: 'encoder', port }, to: { node: 'decoder', port } }))
    const [encoder] = document.nodes
    if (!encoder) throw new Error('There is no node.')
    const before = { ...document, nodes: [{ ...encoder, params: { size: 2, activation: 'relu' } }], wires }
    const after = {
      ...document,
      nodes: [{ ...encoder, params: { activation: 'relu', size: 2 } }],
      wires: wires.toReversed(),
    }
    expect(trainsTheSame(before, after)).toBe(true)
  })

  it('changes by a parameter, a wire, or a training setting', () => {
    expect(trainsTheSame(document, setParam(document, 'encoder', 'size', 3))).toBe(false)
    expect(trainsTheSame(document, setTraining(document, { seed: 7 }))).toBe(false)
    const wire = { from: { node: 'encoder', port: 'out' }, to: { node: 'encoder', port: 'in' } }
    expect(trainsTheSame(document, { ...document, wires: [wire] })).toBe(false)
  })
})

describe('a checkpoint', () => {
  const program: Program = {
    title: 'Toy',
    parameters: [
      {
        name: 'encoder/kernel',
        shape: [2, 3],
        initialiser: { initialiser: 'zeros' },
        node: 'encoder',
        trainable: true,
        frozen: false,
      },
    ],
    functions: [],
    procedures: [],
    absent: [],
    phases: [
      {
        procedure: 'objective/loss',
        node: 'loss',
        title: '',
        repeats: 1,
        trains: ['encoder/kernel'],
        optimiser: { optimiser: 'sgd', learningRate: 0.1, momentum: 0 },
        terms: [],
      },
    ],
    data: [],
    density: { density: 'none', sentence: '' },
    training: document.training,
  }

  it('fits a program with another learning rate or budget', () => {
    const [phase] = program.phases
    const slower = {
      ...program,
      phases: [{ ...phase!, optimiser: { optimiser: 'sgd' as const, learningRate: 0.01, momentum: 0 } }],
      training: { ...program.training, seed: 2 },
    }
    expect(sharesCheckpoints(program, slower)).toBe(true)
  })

  it('does not fit other shapes or another kind of optimiser', () => {
    const [parameter] = program.parameters
    const [phase] = program.phases
    expect(sharesCheckpoints(program, { ...program, parameters: [{ ...parameter!, shape: [2, 4] }] })).toBe(false)
    const optimiser = { optimiser: 'rmsprop' as const, learningRate: 0.1, decay: 0.9, epsilon: 1e-8 }
    expect(sharesCheckpoints(program, { ...program, phases: [{ ...phase!, optimiser }] })).toBe(false)
  })
})

describe('the tensors of a file', () => {
  const parameter: Program['parameters'][number] = {
    name: 'encoder/kernel',
    shape: [2, 3],
    initialiser: { initialiser: 'zeros' },
    node: 'encoder',
    trainable: true,
    frozen: false,
  }
  const program: Program = {
    title: 'Toy',
    parameters: [parameter],
    functions: [],
    procedures: [],
    absent: [],
    phases: [],
    data: [],
    density: { density: 'none', sentence: '' },
    training: emptyDocument.training,
  }
  const of = (name: string, shape: number[]) => ({
    step: 0,
    elapsed: 0,
    tensors: { [name]: { shape, values: new Float32Array(6) } },
  })

  it('fit where each parameter has one of its shape', () => {
    expect(fitsParameters(of('encoder/kernel', [2, 3]), program)).toBe(true)
    expect(fitsParameters(of('encoder/kernel', [3, 2]), program)).toBe(false)
    expect(fitsParameters(of('decoder/kernel', [2, 3]), program)).toBe(false)
    expect(
      fitsParameters(of('toString', [2, 3]), { ...program, parameters: [{ ...parameter, name: 'valueOf' }] }),
    ).toBe(false)
  })
})
