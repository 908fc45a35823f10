import { expect, test } from 'vitest'
import { toyDocument, toyStore } from '../fixtures/toy-kinds.ts'
import { createOpeningGuard } from './opening-guard.ts'

/** As much of the browser's storage as is asked for. */
function memory(): Storage {
  const entries = new Map<string, string>()
  return {
    get length() {
      return entries.size
    },
    clear: () => entries.clear(),
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  }
}

test('a document that was begun and never settled has stopped the editor, at the next visit and until it works', () => {
  const storage = memory()
  storage.setItem('genloom.settings', '{}')
  const first = createOpeningGuard(storage)
  first.begin('good')
  first.settle()
  first.begin('constructor')
  expect(first.hasStopped('constructor')).toBe(false)

  const second = createOpeningGuard(storage)
  expect(['good', 'constructor', 'settings'].filter((name) => second.hasStopped(name))).toEqual(['constructor'])
  second.begin('constructor')
  expect(createOpeningGuard(storage).hasStopped('constructor')).toBe(true)
  second.settle()
  expect(createOpeningGuard(storage).hasStopped('constructor')).toBe(false)
})

test('one that is forgotten may be opened again', () => {
  const storage = memory()
  createOpeningGuard(storage).begin('bad')
  const next = createOpeningGuard(storage)
  next.forget('bad')
  expect(next.hasStopped('bad')).toBe(false)
  expect(createOpeningGuard(storage).hasStopped('bad')).toBe(false)
})

test('a storage that is full, or none, stops nothing', () => {
  const full = { ...memory(), setItem: () => expect.fail('The quota has been exceeded.') }
  for (const storage of [full, undefined]) {
    const guard = createOpeningGuard(storage)
    guard.begin('any')
    guard.settle()
    expect(guard.hasStopped('any')).toBe(false)
  }
})

test('every document is marked before inference sees it', () => {
  const storage = memory()
  const store = toyStore({}, createOpeningGuard(storage))
  const broken = { ...toyDocument(), wires: [{ from: { node: 'gone', port: 'y' }, to: { node: 'flat', port: 'x' } }] }
  store.getState().openDocument(broken, { key: 'broken' })
  expect(createOpeningGuard(storage).hasStopped('broken')).toBe(true)
})
