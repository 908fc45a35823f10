import { describe, expect, it } from 'vitest'
import { cutFragment, pasteFragment } from '../graph/fragment.ts'
import { readFragment, writeFragment } from './clipboard.ts'
import { toyDocument, toyKinds } from './fixtures/toy-kinds.ts'

const fragment = cutFragment(toyDocument(), new Set(['flat', 'linear']))

describe('copied nodes as text', () => {
  it('come back with the wires between them and those from outside', () => {
    const back = readFragment(writeFragment(fragment), toyKinds)
    expect(back?.nodes).toEqual(fragment.nodes)
    expect(back?.positions).toEqual(fragment.positions)
    expect(back?.wires).toHaveLength(2)
    expect(back?.wires).toEqual(expect.arrayContaining([...fragment.wires]))
  })

  it('paste into the same graph with their inputs kept', () => {
    const back = readFragment(writeFragment(fragment), toyKinds)
    if (!back) throw new Error('The fragment was not read.')
    const { document, ids } = pasteFragment(toyDocument(), back, [10, 10], true)
    expect(ids).toEqual(new Set(['flat2', 'linear2']))
    expect(document.wires).toContainEqual({ from: { node: 'images', port: 'x' }, to: { node: 'flat2', port: 'x' } })
    expect(document.layout.nodes.flat2).toEqual([310, 10])
  })

  it.each([
    ['words', 'Hello'],
    ['other JSON', '{"format":"other"}'],
    ['a damaged text', writeFragment(fragment).slice(0, -20)],
    [
      'a document that is none',
      '{"format":"genloom-fragment","document":{"format":"genloom","version":1},"inputs":[]}',
    ],
    ['inputs that are no list', '{"format":"genloom-fragment","document":{},"inputs":"all"}'],
  ])('are not found in %s', (_, text) => {
    expect(readFragment(text, toyKinds)).toBeNull()
  })

  it('lose an input that is no wire', () => {
    const text = writeFragment(fragment).replace('images.x -> flat.x', '<script>')
    expect(readFragment(text, toyKinds)?.wires).toHaveLength(1)
  })
})
