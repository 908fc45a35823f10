import { describe, expect, it } from 'vitest'
import { emptyDocument } from '../../graph/document.ts'
import { toyDocument, toyKinds } from '../fixtures/toy-kinds.ts'
import { isWorthSaving, outdated, readSaved, savedDocument } from './autosave-record.ts'

describe('a document kept in the browser', () => {
  it('comes back as it was', () => {
    const document = { ...toyDocument(), title: 'Mine' }
    const saved = savedDocument('key', document, 5)
    expect(saved).toMatchObject({ key: 'key', title: 'Mine', nodeCount: 3, savedAt: 5 })
    expect(readSaved(saved, toyKinds)).toEqual(document)
  })

  it('says so when its text is damaged', () => {
    const saved = savedDocument('key', toyDocument(), 5)
    expect(() => readSaved({ ...saved, text: saved.text.slice(0, 40) }, toyKinds)).toThrow('not JSON')
  })

  it('is kept only when there is something in it', () => {
    expect(isWorthSaving(emptyDocument)).toBe(false)
    expect(isWorthSaving(toyDocument())).toBe(true)
    expect(isWorthSaving({ ...emptyDocument, notes: [{ id: 'note', text: '' }] })).toBe(true)
  })

  it('stays, however many newer ones there are, while it is open', () => {
    const saved = [3, 1, 2].map((time) => savedDocument(`at ${time}`, toyDocument(), time))
    expect(outdated(saved, 1, new Set(['at 1']))).toEqual(['at 2'])
  })

  it('is removed when there are many newer ones', () => {
    const saved = [3, 1, 2].map((time) => savedDocument(`at ${time}`, toyDocument(), time))
    expect(outdated(saved, 2, new Set())).toEqual(['at 1'])
    expect(outdated(saved, 3, new Set())).toEqual([])
  })
})
