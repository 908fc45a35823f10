// Graphs of the maximum depth compile along every kind of path without overflowing the stack.
import { expect, test } from 'vitest'
import { compileDocument } from '../src/compiler/program/compile.ts'
import { readDocument } from '../src/graph/document-file.ts'
import { definitions } from './index.ts'

const depth = 1990
const line = Array.from({ length: depth }, (_, i) => `d${i}`)
const before = (i: number) => (i === 0 ? 'points.x' : `d${i - 1}.y`)

const described = {
  nodes: [
    ['last', 'layers/dense', { units: 2 }],
    ['about', 'stochastic/gaussian-likelihood'],
    ['objective', 'objectives/reconstruction'],
  ],
  wires: [
    `d${depth - 1}.y -> last.x`,
    'last.y -> about.mean',
    'about.p -> objective.likelihood',
    'points.x -> objective.x',
  ],
} as const
const flow = {
  nodes: [
    ['base', 'stochastic/standard-normal'],
    ['objective', 'objectives/change-of-variables'],
  ],
  wires: [`d${depth - 1}.y -> objective.z1`, 'base.p -> objective.base'],
} as const

test.each([
  ['a chain', 'layers/activation', described, (i: number) => [`${before(i)} -> d${i}.x`]],
  [
    'a chain through second inputs',
    'layers/add',
    described,
    (i: number) => [`points.x -> d${i}.x1`, `${before(i)} -> d${i}.x2`],
  ],
  ['a flow', 'flows/actnorm', flow, (i: number) => [`${before(i)} -> d${i}.x`]],
] as const)('%s', { timeout: 120_000 }, (_, kind, { nodes, wires }, into) => {
  const node = (id: string, its: string, params = {}) => ({ id, kind: its, version: 1, params })
  const compiled = compileDocument(
    readDocument(
      {
        format: 'genloom',
        version: 1,
        title: 'Deep',
        nodes: [
          node('points', 'data/points'),
          ...line.map((id) => node(id, kind)),
          ...nodes.map(([id, its, params]) => node(id, its, params)),
        ],
        wires: [...line.flatMap((_id, i) => into(i)), ...wires],
        training: { seed: 1, batchSize: 16, budget: { unit: 'steps', amount: 1 } },
      },
      definitions,
    ),
    definitions,
  )
  expect('problems' in compiled ? compiled.problems : []).toEqual([])
})
