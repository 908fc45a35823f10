import { describe, expect, it, vi } from 'vitest'
import { documentOf, selectedNodes } from '../document/readings.ts'
import { toyStore } from '../fixtures/toy-kinds.ts'
import { commandOf, commands } from './all-commands.ts'
import { obstacleTo, runCommand } from './command.ts'
import { matchesKeys, showKeys } from './keys.ts'

const press = (key: string, held: readonly ('ctrl' | 'meta' | 'alt' | 'shift')[] = []) => ({
  key,
  ctrlKey: held.includes('ctrl'),
  metaKey: held.includes('meta'),
  altKey: held.includes('alt'),
  shiftKey: held.includes('shift'),
})

describe('the list of commands', () => {
  it('has each id and each title once', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    expect(new Set(commands.map(({ title }) => title)).size).toBe(commands.length)
  })

  it.each([false, true])('gives no keys to two commands (on a Mac: %s)', (mac) => {
    const keys = commands.flatMap((command) => command.keys.map((text) => showKeys(text, mac)))
    expect(keys.filter((text, i) => keys.indexOf(text) !== i)).toEqual([])
  })

  it('says of every command in a fresh editor whether it can be used, and why not', () => {
    const state = toyStore().getState()
    const obstacles = commands.map((command) => [command.id, obstacleTo(command, state)] as const)
    expect(obstacles.filter(([, obstacle]) => obstacle !== null && !/^[A-Z].*[^.]$/.test(obstacle))).toEqual([])
    expect(Object.fromEntries(obstacles)).toMatchObject({
      undo: 'There is nothing to undo',
      delete: 'Nothing is selected',
      freeze: 'No node is selected',
      stop: 'Nothing is running',
      exportProject: 'Nothing to train yet: add an objective',
      saveGraph: 'Nothing has been trained, so Save file saves the graph alone',
      saveFile: null,
    })
    for (const command of commands) command.checked?.(state)
  })
})

describe('keys', () => {
  it('take Command on a Mac and Ctrl elsewhere', () => {
    expect(matchesKeys(press('z', ['ctrl']), 'Mod+Z', false)).toBe(true)
    expect(matchesKeys(press('z', ['meta']), 'Mod+Z', true)).toBe(true)
    expect(matchesKeys(press('z', ['ctrl']), 'Mod+Z', true)).toBe(false)
    expect(matchesKeys(press('Z', ['ctrl', 'shift']), 'Mod+Z', false)).toBe(false)
    expect(matchesKeys(press('Z', ['ctrl', 'shift']), 'Mod+Shift+Z', false)).toBe(true)
  })

  it('take a sign however the keyboard makes it', () => {
    expect(matchesKeys(press('?', ['shift']), '?', false)).toBe(true)
    expect(matchesKeys(press('.'), '.', false)).toBe(true)
    expect(matchesKeys(press('+', ['ctrl', 'shift']), 'Mod++', false)).toBe(true)
  })

  it('take a letter by its place where Option makes another sign of it', () => {
    expect(matchesKeys({ ...press('µ', ['alt']), code: 'KeyM' }, 'Alt+M', true)).toBe(true)
  })
})

describe('commands', () => {
  const run = (store: ReturnType<typeof toyStore>, id: string) => runCommand(commandOf(id), store)
  const wires = (store: ReturnType<typeof toyStore>) =>
    documentOf(store.getState()).wires.map(({ from, to }) => `${from.node} ${to.node}`)

  it('delete a node with its wires, or join what it stood between', () => {
    const store = toyStore()
    store.getState().select(['flat'])
    run(store, 'delete')
    expect(wires(store)).toEqual([])
    run(store, 'undo')
    run(store, 'deleteAndReconnect')
    expect(wires(store)).toEqual(['images linear'])
  })

  it('select what the selection depends on', () => {
    const store = toyStore()
    store.getState().select(['flat'])
    run(store, 'selectUpstream')
    expect([...store.getState().selection].sort()).toEqual(['flat', 'images'])
  })

  it('delete selected wires', () => {
    const store = toyStore()
    store.getState().selectWires(['flat.x'])
    run(store, 'delete')
    expect(wires(store)).toEqual(['flat linear'])
  })

  it('switch bypass, mute and freezing on and off', () => {
    const store = toyStore()
    const flat = () => documentOf(store.getState()).nodes.find(({ id }) => id === 'flat')
    store.getState().select(['flat'])
    run(store, 'bypass')
    expect(flat()?.mode).toBe('bypass')
    run(store, 'mute')
    expect(flat()?.mode).toBe('mute')
    run(store, 'mute')
    expect(flat()?.mode).toBeUndefined()
    run(store, 'freeze')
    expect(flat()?.frozen).toBe(true)
    run(store, 'freeze')
    expect(flat()?.frozen).toBeUndefined()
  })

  it('duplicate what is selected and select the copies', () => {
    const store = toyStore()
    store.getState().select(['flat', 'linear'])
    run(store, 'duplicate')
    expect(selectedNodes(store.getState())).toEqual(['flat2', 'linear2'])
    expect(wires(store)).toContain('flat2 linear2')
  })

  it('do nothing while they are not enabled', () => {
    const store = toyStore()
    const before = documentOf(store.getState())
    for (const id of ['delete', 'duplicate', 'frame', 'bypass', 'undo']) run(store, id)
    expect(documentOf(store.getState())).toBe(before)
  })

  it('report failures to the user', async () => {
    const store = toyStore({ saveFile: () => Promise.reject(new Error('The disk is full.')) })
    run(store, 'saveFile')
    await vi.waitFor(() =>
      expect(store.getState().notices.at(-1)).toMatchObject({
        tone: 'error',
        message: 'Save file did not work: The disk is full.',
      }),
    )
  })
})
