import { expect, it } from 'vitest'
import { toyDocument } from '../fixtures/toy-kinds.ts'
import { savedDocument } from './autosave-record.ts'
import { dropLastWords, lastWords, leaveLastWords } from './last-words.ts'

function memory(room = Number.POSITIVE_INFINITY): Storage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem(key, value) {
      if (value.length > room) throw new DOMException('full', 'QuotaExceededError')
      entries.set(key, value)
    },
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  }
}

const at = (time: number, key = 'key') => savedDocument(key, toyDocument(), time)

it('brings back what each document left, and nothing else that is stored', () => {
  const storage = memory()
  storage.setItem('genloom.settings', '{}')
  storage.setItem('genloom.unsaved.broken', '{"key":')
  leaveLastWords(storage, at(1, 'a'))
  leaveLastWords(storage, at(2, 'b'))
  leaveLastWords(storage, at(3, 'a'))
  expect(lastWords(storage)).toEqual([at(3, 'a'), at(2, 'b')])
})

it('forgets only what the database has taken', () => {
  const storage = memory()
  leaveLastWords(storage, at(5))
  dropLastWords(storage, at(4))
  expect(lastWords(storage)).toEqual([at(5)])
  dropLastWords(storage, at(5))
  expect(lastWords(storage)).toEqual([])
})

it('says when there is no room and no storage', () => {
  expect(leaveLastWords(memory(10), at(1))).toBe(false)
  expect(leaveLastWords(undefined, at(1))).toBe(false)
  expect(lastWords(undefined)).toEqual([])
})
