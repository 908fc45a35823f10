import { describe, expect, test } from 'vitest'
import { emptyDocument } from '../../graph/document.ts'
import { moveNodes, setDocumentTitle } from '../../graph/edits.ts'
import { type Command, runCommand } from '../commands/command.ts'
import { documentOf } from '../document/readings.ts'
import { toyDocument, toyStore } from '../fixtures/toy-kinds.ts'
import { onEachSession } from './each-session.ts'

const titled = (title: string) => setDocumentTitle(toyDocument(), title)
const titles = (store: ReturnType<typeof toyStore>) =>
  [...store.getState().sessions.values()].map((session) => documentOf(session.getState()).title)
const edited = (store: ReturnType<typeof toyStore>, x: number) =>
  store.getState().edit((document) => moveNodes(document, { flat: [x, 0] }))
const placeOf = (state: Parameters<typeof documentOf>[0]) => documentOf(state).layout.nodes.flat

describe('a document that is opened', () => {
  test('replaces one that has not been edited', () => {
    const store = toyStore()
    store.getState().openDocument(titled('a'))
    store.getState().openDocument(titled('b'))
    expect(titles(store)).toEqual(['b'])
    expect(documentOf(store.getState()).title).toBe('b')
  })

  test.each<[string, (store: ReturnType<typeof toyStore>) => void]>([
    ['edited', (store) => edited(store, 1)],
    [
      'edited and taken back',
      (store) => {
        edited(store, 1)
        store.getState().undo()
      },
    ],
    ['brought along', (store) => store.getState().openDocument(titled('a'), { isOwn: true })],
    ['of an earlier visit', (store) => store.getState().openDocument(titled('a'), { key: 'kept' })],
  ])('stands beside one that was %s', (_, touch) => {
    const store = toyStore()
    store.getState().openDocument(titled('a'))
    touch(store)
    store.getState().openDocument(titled('b'))
    expect(titles(store)).toEqual(['a', 'b'])
  })

  test('and is open already is shown, as it is', () => {
    const store = toyStore()
    const session = store.getState().openDocument(titled('a'), { key: 'kept' })
    edited(store, 7)
    store.getState().openDocument(titled('b'))
    expect(store.getState().openDocument(titled('older'), { key: 'kept' })).toBe(session)
    expect(placeOf(store.getState())).toEqual([7, 0])
    expect(titles(store)).toEqual(['a', 'b'])
  })

  test('in the background leaves the active one active', () => {
    const store = toyStore()
    store.getState().openDocument(titled('a'))
    store.getState().openDocument(titled('b'), { key: 'kept', isInBackground: true })
    expect([titles(store), documentOf(store.getState()).title]).toEqual([['a', 'b'], 'a'])
    store.getState().arrangeDocuments(['kept'])
    expect(titles(store)).toEqual(['b', 'a'])
  })

  test('may be called like a property of every object', () => {
    const store = toyStore()
    store.getState().openDocument(titled('a'), { key: '__proto__' })
    edited(store, 3)
    store.getState().openDocument(titled('b'), { key: 'constructor' })
    store.getState().showDocument('__proto__')
    expect([titles(store), placeOf(store.getState())]).toEqual([
      ['a', 'b'],
      [3, 0],
    ])
  })
})

describe('each document', () => {
  test('has its own history, selection and dock', () => {
    const store = toyStore()
    const a = store.getState().openDocument(titled('a'), { key: 'a' })
    edited(store, 1)
    store.getState().select(['flat'])
    store.getState().showDockTab('code')
    const b = store.getState().openDocument(titled('b'), { key: 'b' })
    expect(store.getState().dockTab).toBe('code')
    store.getState().showDockTab('samples')
    edited(store, 2)
    edited(store, 3)
    expect([placeOf(a.getState()), placeOf(b.getState())]).toEqual([
      [1, 0],
      [3, 0],
    ])
    store.getState().undo()
    store.getState().showDocument('a')
    expect([...store.getState().selection]).toEqual(['flat'])
    expect(store.getState().dockTab).toBe('code')
    expect(store.getState().history.past).toHaveLength(1)
    store.getState().undo()
    expect([placeOf(a.getState()), placeOf(b.getState())]).toEqual([
      [300, 0],
      [2, 0],
    ])
  })

  test('is acted on by what was asked of it, whichever is shown when that is done', async () => {
    const store = toyStore()
    const a = store.getState().openDocument(titled('a'), { key: 'a' })
    const { edit } = store.getState()
    const held = store.inSession()
    const b = store.getState().openDocument(titled('b'), { key: 'b' })
    edit((document) => moveNodes(document, { flat: [8, 0] }))
    held.getState().select(['linear'])
    expect([placeOf(a.getState()), placeOf(b.getState())]).toEqual([
      [8, 0],
      [300, 0],
    ])
    expect([[...a.getState().selection], [...b.getState().selection]]).toEqual([['linear'], []])
  })

  test('is the one that a command works on, however long that takes', async () => {
    const store = toyStore()
    const a = store.getState().openDocument(titled('a'), { key: 'a' })
    const later = new Promise((resolve) => setTimeout(resolve, 0))
    const slow: Command = {
      id: 'slow',
      title: 'Slow',
      section: 'Edit',
      keys: [],
      async run(held) {
        await later
        held.getState().select(['linear'])
      },
    }
    runCommand(slow, store)
    store.getState().openDocument(titled('b'), { key: 'b' })
    await later
    await Promise.resolve()
    expect([[...a.getState().selection], [...store.getState().selection]]).toEqual([['linear'], []])
  })

  test('wakes up only those who read it', () => {
    const store = toyStore()
    const a = store.getState().openDocument(titled('a'), { key: 'a' })
    store.getState().openDocument(titled('b'), { key: 'b' })
    const seen: string[] = []
    const stop = store.subscribe((state, before) => {
      seen.push(`${before.documentKey} ${documentOf(state).title}`)
    })
    a.getState().select(['flat'])
    expect(seen).toEqual([])
    store.getState().select(['flat'])
    store.getState().showDocument('a')
    a.getState().select([])
    store.getState().announce('Said.')
    expect(seen).toEqual(['b b', 'b a', 'a a', 'a a'])
    stop()
    a.getState().select(['linear'])
    expect(seen).toHaveLength(4)
  })
})

describe('a document that is closed', () => {
  test('gives way to its neighbour, and the last one to an empty one', () => {
    const store = toyStore()
    for (const key of ['a', 'b', 'c']) store.getState().openDocument(titled(key), { key })
    store.getState().showDocument('b')
    store.getState().closeDocument('b')
    expect(store.getState().activeKey).toBe('c')
    store.getState().closeDocument('c')
    expect(store.getState().activeKey).toBe('a')
    store.getState().closeDocument('a')
    expect(documentOf(store.getState())).toBe(emptyDocument)
    store.getState().closeDocument('a')
    store.getState().closeDocument(store.getState().activeKey)
    expect(store.getState().sessions.size).toBe(1)
    for (const _ of ['a', 'b', 'c']) store.getState().reopenDocument()
    expect(titles(store)).toEqual(['a', 'c', 'b'])
    store.getState().reopenDocument()
    expect(titles(store)).toEqual(['a', 'c', 'b'])
  })

  test('and then opened by its key is reopened as it was', () => {
    const store = toyStore()
    const session = store.getState().openDocument(titled('a'), { key: 'a' })
    edited(store, 7)
    store.getState().closeDocument('a')
    const kept = documentOf(session.getState())
    expect(store.getState().openDocument(structuredClone(kept), { key: 'a' })).toBe(session)
    expect([placeOf(store.getState()), store.getState().closed]).toEqual([[7, 0], []])
    store.getState().undo()
    expect(placeOf(store.getState())).toEqual([300, 0])
  })

  test('and was changed elsewhere since is shown as it is now, and undo gives what it was here', () => {
    const store = toyStore()
    store.getState().openDocument(titled('a'), { key: 'a' })
    edited(store, 7)
    store.getState().closeDocument('a')
    store.getState().openDocument(titled('changed elsewhere'), { key: 'a' })
    expect(titles(store)).toEqual(['changed elsewhere'])
    store.getState().undo()
    expect([titles(store), placeOf(store.getState())]).toEqual([['a'], [7, 0]])
  })

  test('that is not the active one leaves that one shown', () => {
    const store = toyStore()
    for (const key of ['a', 'b']) store.getState().openDocument(titled(key), { key })
    store.getState().closeDocument('a')
    expect([titles(store), store.getState().activeKey]).toEqual([['b'], 'b'])
  })
})

test('a listener for every document is called once for each', () => {
  const store = toyStore()
  const followed: string[] = []
  onEachSession(store, (session) => followed.push(documentOf(session.getState()).title))
  store.getState().openDocument(titled('a'), { key: 'a' })
  store.getState().openDocument(titled('b'), { key: 'b', isInBackground: true })
  store.getState().closeDocument('a')
  store.getState().reopenDocument()
  expect(followed).toEqual(['Untitled', 'a', 'b'])
})
