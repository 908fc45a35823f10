import { describe, expect, it } from 'vitest'
import { addFrame, addNote, setReroutes } from '../../graph/edits.ts'
import { cutFragment, pasteFragment } from '../../graph/fragment.ts'
import { toyDocument, toyKinds } from '../fixtures/toy-kinds.ts'
import { readFragment, writeFragment } from './clipboard.ts'

const fragment = cutFragment(toyDocument(), new Set(['flat', 'linear']))

describe('copied nodes as text', () => {
  it('come back with the wires between them and those from outside', () => {
    const back = readFragment(writeFragment(fragment), toyKinds)
    expect(back?.nodes).toEqual(fragment.nodes)
    expect(back?.layout.nodes).toEqual(fragment.layout.nodes)
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
    ['an invalid document', '{"format":"genloom-fragment","document":{"format":"genloom","version":1},"inputs":[]}'],
    ['inputs that are not a list', '{"format":"genloom-fragment","document":{},"inputs":"all"}'],
  ])('are not found in %s', (_, text) => {
    expect(readFragment(text, toyKinds)).toBeNull()
  })

  it('lose an input that is not a wire', () => {
    const text = writeFragment(fragment).replace('images.x -> flat.x', '<script>')
    expect(readFragment(text, toyKinds)?.wires).toHaveLength(1)
  })

  it('take frames with what is in them, notes, and the bends of wires between them', () => {
    const framed = addFrame(toyDocument(), 'Both', ['flat', 'linear'], [280, -40, 520, 200])
    const noted = addNote(framed, 'Why', [0, 300, 220, 120])
    const document = setReroutes(noted, { node: 'linear', port: 'x' }, [[550, 80]])
    const back = readFragment(writeFragment(cutFragment(document, new Set(['frame', 'note']))), toyKinds)
    if (!back) throw new Error('The fragment was not read.')
    const { document: pasted, ids } = pasteFragment(document, back, [10, 20])
    expect(ids).toEqual(new Set(['flat2', 'linear2', 'frame2', 'note2']))
    expect(pasted.frames[1]).toEqual({ id: 'frame2', title: 'Both', nodes: ['flat2', 'linear2'] })
    expect(pasted.layout.frames.frame2).toEqual([290, -20, 520, 200])
    expect(pasted.notes[1]).toEqual({ id: 'note2', text: 'Why' })
    expect(pasted.layout.notes.note2).toEqual([10, 320, 220, 120])
    expect(pasted.layout.wires['linear2.x']).toEqual([[560, 100]])
    expect(pasted.wires.some(({ to }) => to.node === 'flat2')).toBe(false)
  })
})
