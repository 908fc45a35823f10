// What a page over plain http, or with storage off, lacks.
import { afterEach, expect, it, vi } from 'vitest'
import { copyText, pasteText, whyNotCopied } from './clipboard.ts'
import { openDatabase } from './database.ts'
import { heldBack } from './held-back.ts'
import { newIdentifier } from './identifiers.ts'

afterEach(() => vi.unstubAllGlobals())

it('names things without randomUUID', () => {
  const { crypto } = globalThis
  vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) })
  const names = Array.from({ length: 100 }, newIdentifier)
  expect(new Set(names).size).toBe(100)
  for (const name of names) expect(name).toMatch(/^[0-9a-f]{32}$/)
})

it('says why nothing was copied', async () => {
  vi.stubGlobal('navigator', {})
  expect(await copyText('text')).toBe(false)
  expect(await pasteText()).toBeNull()
  expect(whyNotCopied()).toContain('plain http')
  vi.stubGlobal('navigator', { clipboard: { writeText: () => Promise.reject(new Error('closed')) } })
  expect(await copyText('text')).toBe(false)
  expect(whyNotCopied()).toContain('did not allow')
})

it('gives up on a database that is refused, missing, or never answers', async () => {
  const open = (limit?: number) => openDatabase('name', 1, () => undefined, limit)
  await expect(open()).rejects.toThrow('indexedDB')
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  vi.stubGlobal('indexedDB', { open: refuse })
  await expect(open()).rejects.toThrow('refused')
  // A request as the browser makes it, of which no event ever comes.
  vi.stubGlobal('IDBRequest', EventTarget)
  for (const name of ['Transaction', 'Database', 'ObjectStore', 'Index', 'Cursor']) {
    vi.stubGlobal(`IDB${name}`, class {})
  }
  vi.stubGlobal('indexedDB', { open: () => new EventTarget() })
  await expect(open(1)).rejects.toThrow('does not answer')
})

it('lets windows without locks ask each other who has a document open', async () => {
  vi.stubGlobal('navigator', {})
  const channels: BroadcastChannel[] = []
  const Channel = BroadcastChannel
  vi.stubGlobal(
    'BroadcastChannel',
    class extends Channel {
      constructor(name: string) {
        super(name)
        channels.push(this)
      }
    },
  )
  const openWindow = () => {
    vi.resetModules()
    return import('./document-locks.ts')
  }
  const [one, other] = [await openWindow(), await openWindow()]
  expect(await one.isOpenElsewhere('a')).toBe(false)
  expect(await one.isOpenElsewhere('a')).toBe(false)
  expect(await other.isOpenElsewhere('a')).toBe(true)
  expect(await other.isOpenElsewhere('b')).toBe(false)
  one.letGo('a')
  expect(await other.isOpenElsewhere('a')).toBe(false)
  for (const channel of channels) channel.close()
})

it('knows which documents are open in any window', async () => {
  const names = ['genloom document theirs', 'another lock']
  vi.stubGlobal('navigator', { locks: { query: async () => ({ held: names.map((name) => ({ name })), pending: [] }) } })
  vi.resetModules()
  const { heldDocuments } = await import('./document-locks.ts')
  expect([...(await heldDocuments())]).toEqual(['theirs'])
})

it('names what a browser holds back over plain http, and nothing elsewhere', () => {
  vi.stubGlobal('navigator', { gpu: {} })
  vi.stubGlobal('isSecureContext', true)
  expect(heldBack()).toEqual([])
  vi.stubGlobal('isSecureContext', false)
  expect(heldBack()).toContain('copying to the clipboard')
  expect(heldBack()).toContain('opening without a network')
  expect(heldBack()).not.toContain('WebGPU')
})
