import * as fc from 'fast-check'
import { decode, encode } from 'fast-png'
import { unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { emptyDocument } from '../graph/document.ts'
import { writeDocument } from '../graph/document-file.ts'
import { toyDefinitions } from '../graph/toy-definitions.ts'
import { openFile, writeFile } from './file.ts'
import { randomDocuments } from './fixtures/random-documents.ts'
import { readPngGraph, writePngGraph } from './png.ts'
import { ShareError } from './share-error.ts'

const weights = Uint8Array.from({ length: 5000 }, (_, i) => (i * i) % 251)
const checkpoint = Uint8Array.of(1, 2, 3)
const archive = writeFile({ document: emptyDocument, weights, checkpoint })
const picture = encode({ width: 3, height: 2, channels: 4, data: Uint8Array.from({ length: 24 }, (_, i) => 9 * i) })
const pictureWithGraph = writePngGraph(picture, { ...emptyDocument, title: '数字 🎲' })

const failure = (bytes: Uint8Array): Promise<unknown> =>
  openFile(bytes, toyDefinitions).then(
    () => undefined,
    (error: unknown) => error,
  )

function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 * text.length))
  for (let i = 0; i < text.length; i++) bytes.setUint16(2 * i, text.charCodeAt(i), isLittle)
  return new Uint8Array(bytes.buffer)
}

describe('a .genloom file', () => {
  test.each([
    ['little-endian', true],
    ['big-endian', false],
  ])('in %s UTF-16 opens, with a byte-order mark and without', async (_, isLittle) => {
    const document = { ...emptyDocument, title: '数字 🎲' }
    for (const mark of ['\ufeff', '']) {
      const { document: again } = await openFile(utf16(mark + writeDocument(document), isLittle), toyDefinitions)
      expect(again).toEqual(document)
    }
  })

  test('of a graph alone is its canonical text', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocuments, async (document) => {
        const bytes = writeFile({ document })
        expect(new TextDecoder().decode(bytes)).toBe(writeDocument(document))
        const { document: again, ...rest } = await openFile(bytes, toyDefinitions)
        expect(writeDocument(again)).toBe(writeDocument(document))
        expect(rest).toEqual({})
      }),
    )
  })

  test('with weights is an archive that any zip program opens', async () => {
    const files = unzipSync(archive)
    expect(Object.keys(files)).toEqual(['graph.json', 'weights.safetensors', 'checkpoint.safetensors'])
    expect(files['weights.safetensors']).toEqual(weights)
    expect(writeFile({ document: emptyDocument, weights, checkpoint })).toEqual(archive)
    const opened = await openFile(archive, toyDefinitions)
    expect(writeDocument(opened.document)).toBe(writeDocument(emptyDocument))
    expect(opened.weights).toEqual(weights)
    expect(opened.checkpoint).toEqual(checkpoint)
  })

  test('is read as another program packed it: deflated, with other entries', async () => {
    const graph = new TextEncoder().encode(writeDocument(emptyDocument))
    const packed = zipSync({ 'notes.txt': Uint8Array.of(65), 'graph.json': graph, 'weights.safetensors': weights })
    const opened = await openFile(packed, toyDefinitions)
    expect(opened.weights).toEqual(weights)
    expect(opened.checkpoint).toBeUndefined()
  })
})

describe('a file that cannot be opened is refused with the reason', () => {
  test.each<[string, () => Uint8Array, RegExp]>([
    ['nothing', () => new Uint8Array(), /not JSON/],
    ['text', () => new TextEncoder().encode('hello'), /not JSON/],
    ['bytes that are not text', () => Uint8Array.of(0xff, 0xfe, 0xfd), /no valid graph/],
    ['an archive of something else', () => zipSync({ 'a.txt': Uint8Array.of(1) }), /holds no graph\.json/],
    ['an archive that is cut off', () => archive.slice(0, -30), /cut off/],
    ['an archive with a changed number', () => changed(archive, (bytes) => bytes.indexOf(251 - 1, 600)), /checksum/],
    ['a graph that unpacks to 17 MB', () => zipSync({ 'graph.json': new Uint8Array(17 * 2 ** 20) }), /17825792 bytes/],
    ['a picture without a graph', () => picture, /carries no Genloom graph/],
    ['a picture that is cut off', () => pictureWithGraph.slice(0, -1), /cut off/],
    ['a picture with a changed byte', () => changed(pictureWithGraph, (bytes) => bytes.length - 40), /checksum/],
  ])('%s', async (_, make, reason) => {
    const error = await failure(make())
    expect(error).toBeInstanceOf(ShareError)
    expect(String(error)).toMatch(reason)
  })

  test('an archive that says less than it unpacks to is not cut silently', async () => {
    const packed = zipSync({ 'graph.json': new TextEncoder().encode(writeDocument(emptyDocument)) })
    const view = new DataView(packed.buffer)
    const central = view.getUint32(packed.length - 6, true)
    view.setUint32(central + 24, 20, true)
    expect(String(await failure(packed))).toMatch(/more than 20 bytes/)
  })

  test.each([
    ['an archive', archive],
    ['a picture', pictureWithGraph],
  ])('nothing but a ShareError comes out of %s with changed bytes', async (_, whole) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(whole.length),
        async (changes, length) => {
          const bytes = whole.slice(0, length)
          for (const [at, byte] of changes) if (at < length) bytes[at] = byte
          const error = await failure(bytes)
          expect(error === undefined || error instanceof ShareError).toBe(true)
        },
      ),
    )
  })
})

describe('a picture that carries a graph', () => {
  test('shows the same, and gives the graph back exactly', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocuments, async (document) => {
        const bytes = writePngGraph(picture, document)
        expect(decode(bytes, { checkCrc: true }).data).toEqual(decode(picture).data)
        expect(writeDocument(await readPngGraph(bytes, toyDefinitions))).toBe(writeDocument(document))
      }),
      { numRuns: 40 },
    )
  })

  test('carries one graph: the last', async () => {
    const again = writePngGraph(pictureWithGraph, { ...emptyDocument, title: 'second' })
    expect((await readPngGraph(again, toyDefinitions)).title).toBe('second')
    expect(writePngGraph(again, { ...emptyDocument, title: '数字 🎲' })).toEqual(pictureWithGraph)
  })

  test('opens like any file', async () => {
    expect((await openFile(pictureWithGraph, toyDefinitions)).document.title).toBe('数字 🎲')
  })
})

function changed(bytes: Uint8Array, place: (bytes: Uint8Array) => number): Uint8Array {
  const copy = bytes.slice()
  const at = place(copy)
  copy[at] = (copy[at] ?? 0) ^ 1
  return copy
}
