import { describe, expect, it } from 'vitest'
import { fileFor, linesOf, nodeAt } from './source-file.ts'

const model = { path: 'model.ts', text: '', nodes: [null, 'encoder', 'encoder', null, 'encoder', 'decoder'] }
const train = { path: 'train.ts', text: '', nodes: [null, 'elbo'] }
const readme = { path: 'README.md', text: '' }
const files = [model, train, readme]

describe('lines of nodes', () => {
  it('are joined where they follow each other', () => {
    expect(linesOf(model, new Set(['encoder']))).toEqual([
      { from: 2, to: 3 },
      { from: 5, to: 5 },
    ])
    expect(linesOf(model, new Set(['encoder', 'decoder']))).toEqual([
      { from: 2, to: 3 },
      { from: 5, to: 6 },
    ])
    expect(linesOf(model, new Set())).toEqual([])
  })

  it('lead back to the node', () => {
    expect([0, 1, 2, 6, 7].map((line) => nodeAt(model, line))).toEqual([null, null, 'encoder', 'decoder', null])
  })

  it('decide which file is shown, which stays where it can', () => {
    expect(fileFor(files, 'model.ts', new Set(['decoder']))).toBe(model)
    expect(fileFor(files, 'README.md', new Set(['elbo']))).toBe(train)
    expect(fileFor(files, 'train.ts', new Set(['elbo', 'encoder']))).toBe(train)
    expect(fileFor(files, 'README.md', new Set(['unknown']))).toBeUndefined()
  })
})
