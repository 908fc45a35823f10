import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { definitions } from '../../nodes/index.ts'
import { readTemplates } from '../../templates/index.ts'
import { crc32 } from '../engine/formats/crc32.ts'
import { emptyDocument, type GraphDocument } from '../graph/document.ts'
import { documentJson, writeDocument } from '../graph/document-file.ts'
import { addNode, createNode, resetParam } from '../graph/edits.ts'
import { sameJson } from '../graph/json.ts'
import { toyDefinitions, toyScale } from '../graph/toy-definitions.ts'
import { fromBase64url, toBase64url } from './base64url.ts'
import { deflate } from './deflate.ts'
import { randomDocuments } from './fixtures/random-documents.ts'
import { adviseOnLink, readLink, writeFragment, writeLink } from './link.ts'
import { isGraphLink } from './link-text.ts'
import { ShareError } from './share-error.ts'

/** A link made by hand of any JSON text. */
async function linkOf(json: string, change: Partial<{ version: number; flags: number; checksum: number }> = {}) {
  const raw = new TextEncoder().encode(json)
  const header = new Uint8Array(6)
  header[0] = change.version ?? 1
  header[1] = change.flags ?? 0
  new DataView(header.buffer).setUint32(2, change.checksum ?? crc32(raw))
  return `#g=${toBase64url(Uint8Array.of(...header, ...(await deflate(raw))))}`
}

const scaleAt = (x: number, y: number): GraphDocument =>
  addNode(emptyDocument, createNode(emptyDocument, toyScale, { limit: 5 }), [x, y])

const failure = (text: string): Promise<unknown> =>
  readLink(text, toyDefinitions).then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a link', () => {
  test('returns the original document, for any document', async () => {
    await fc.assert(
      fc.asyncProperty(randomDocuments, async (document) => {
        const link = await writeLink('https://example.org/genloom/?x=1#old', document, toyDefinitions)
        expect(link).toMatch(/^https:\/\/example\.org\/genloom\/\?x=1#g=[A-Za-z0-9_-]+$/)
        expect(writeDocument(await readLink(link, toyDefinitions))).toBe(writeDocument(document))
      }),
    )
  })

  test('rounds positions to ten pixels', async () => {
    const link = await writeFragment(scaleAt(14, -26), toyDefinitions)
    expect((await readLink(link, toyDefinitions)).layout.nodes).toEqual({ toyScale: [10, -30] })
    const small = await readLink(await writeFragment(scaleAt(-3, 4), toyDefinitions), toyDefinitions)
    expect(Object.is(small.layout.nodes.toyScale?.[0], 0)).toBe(true)
  })

  test('is short, because parameters at their default are not in it', async () => {
    const plain = addNode(emptyDocument, createNode(emptyDocument, toyScale), [0, 0])
    const changed = addNode(emptyDocument, createNode(emptyDocument, toyScale, { limit: 5, start: 0.5 }), [0, 0])
    const length = async (document: GraphDocument) => (await writeFragment(document, toyDefinitions)).length
    expect(await length(plain)).toBeLessThan(await length(changed))
  })

  test('keeps apart a parameter that is unset and one that has its default', async () => {
    const unset = resetParam(scaleAt(0, 0), 'toyScale', 'start')
    const again = await readLink(await writeFragment(unset, toyDefinitions), toyDefinitions)
    expect(again.nodes[0]?.params).toEqual({ limit: 5 })
  })

  test('made for an older version of a kind is migrated', async () => {
    const node = { k: 0, i: 'scale', params: { max: 5, start: 50 } }
    const compact = {
      title: '',
      kinds: [['layers/toy-scale', 1]],
      nodes: [node],
      wires: [],
      training: [1, 2, 'steps', 3],
    }
    const document = await readLink(await linkOf(JSON.stringify(compact)), toyDefinitions)
    expect(document.nodes[0]).toEqual({
      id: 'scale',
      kind: 'layers/toy-scale',
      version: 3,
      params: { limit: 5, start: 0.5 },
    })
  })

  test('is read although a mail program broke it into lines', async () => {
    const link = await writeFragment(scaleAt(0, 0), toyDefinitions)
    const broken = `${link.slice(0, 20)}\n  ${link.slice(20)}\r\n`
    expect(writeDocument(await readLink(broken, toyDefinitions))).toBe(writeDocument(scaleAt(0, 0)))
  })
})

describe('a graph too large for a link gets none, and both sizes are reported', () => {
  const noted = (text: string): GraphDocument => {
    const pieces = text.match(/.{1,9000}/g) ?? []
    return { ...emptyDocument, notes: pieces.map((piece, i) => ({ id: `note${i}`, text: piece })) }
  }
  /** Hardly compressible. */
  const noise = (length: number) =>
    Array.from({ length }, (_, i) => String.fromCharCode(32 + (crc32(Uint8Array.of(i, i >> 8)) % 90))).join('')
  const told = (text: string) =>
    writeFragment(noted(text), toyDefinitions).then(
      () => undefined,
      (error: unknown) => error,
    )

  test('in characters', async () => {
    expect(await failure(await writeFragment(noted(noise(40_000)), toyDefinitions))).toBeUndefined()
    const error = await told(noise(65_000))
    expect(error).toBeInstanceOf(ShareError)
    expect(String(error)).toMatch(/it would have \d{5} characters, and at most 65536 are read\. Save it as a file\.$/)
  })

  test('in bytes once it is unpacked', async () => {
    expect(await failure(await writeFragment(noted('a'.repeat(1_000_000)), toyDefinitions))).toBeUndefined()
    expect(String(await told('a'.repeat(1_048_576)))).toMatch(/it has \d{7} bytes, and a link holds at most 1048576\./)
  })
})

describe('an unreadable link is rejected with the reason', () => {
  test.each<[string, () => string | Promise<string>, RegExp]>([
    ['some address', () => 'https://example.org/#top', /not a Genloom link/],
    ['nothing after the marker', () => '#g=', /is empty/],
    ['only other words after the marker', () => '#g= see below', /is empty/],
    ['a few characters', () => '#g=AQBC!', /cut off/],
    ['version 0', () => linkOf('{}', { version: 0 }), /version is 0/],
    [
      'a newer version',
      () => linkOf('{}', { version: 2 }),
      /has version 2, .* versions up to 1; .* a newer version of Genloom/,
    ],
    ['unknown flags', () => linkOf('{}', { flags: 1 }), /has flags 1, .* version of Genloom does not support/],
    ['a wrong checksum', () => linkOf('{}', { checksum: 1 }), /checksum/],
    ['too many characters', () => `#g=${'A'.repeat(70_000)}`, /70000 characters; at most 65536/],
    ['a small link that unpacks to 20 MB', async () => linkOf(' '.repeat(20_000_000)), /more than 1048576 bytes/],
    ['other JSON', () => linkOf('{"nodes":3}'), /no valid graph/],
    ['no JSON', () => linkOf('hello'), /no valid graph/],
    ['JSON a million deep', () => linkOf('['.repeat(500_000) + ']'.repeat(500_000)), /no valid graph/],
    [
      'parameters nested too deeply',
      () => linkOf(withParams(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)),
      /no valid graph/,
    ],
  ])('%s', async (_, make, reason) => {
    const error = await failure(await make())
    expect(error).toBeInstanceOf(ShareError)
    expect(String(error)).toMatch(reason)
  })

  test('every shortened link', async () => {
    const link = await writeFragment(scaleAt(0, 0), toyDefinitions)
    for (let length = 0; length < link.length; length++) {
      expect(await failure(link.slice(0, length))).toBeInstanceOf(ShareError)
    }
  })

  test('one that is followed by more words than a mail has, in the time that one takes', async () => {
    const link = await writeFragment(scaleAt(0, 0), toyDefinitions)
    const words = ' _'.repeat(50_000)
    expect(writeDocument(await readLink(link + words, toyDefinitions))).toBe(writeDocument(scaleAt(0, 0)))
    expect(await failure(link.slice(0, -9) + words)).toBeInstanceOf(ShareError)
  })

  test('any change of a character, or of what a link holds', async () => {
    const link = await writeFragment(scaleAt(20, 30), toyDefinitions)
    const payload = fromBase64url(link.slice(3))
    const opened = await readLink(link, toyDefinitions)
    await fc.assert(
      fc.asyncProperty(fc.nat(payload.length - 1), fc.integer({ min: 1, max: 255 }), async (at, difference) => {
        const changed = payload.slice()
        changed[at] = (changed[at] ?? 0) ^ difference
        // Some other bits mean the same: then it is the same graph, as the checksum has it.
        const result = await readLink(`#g=${toBase64url(changed)}`, toyDefinitions).catch((error: unknown) => error)
        if (result instanceof Error) expect(result).toBeInstanceOf(ShareError)
        else expect(result).toEqual(opened)
      }),
    )
  })

  test('nothing but a ShareError ever comes out, and no prototype is changed', async () => {
    const parts = fc.oneof(fc.jsonValue(), fc.constantFrom('__proto__', 0, [], {}, -1, 'steps', 'Infinity'))
    const compact = fc.record({
      title: parts,
      kinds: fc.oneof(parts, fc.array(fc.tuple(fc.string(), fc.integer()))),
      nodes: fc.oneof(parts, fc.array(fc.record({ k: fc.integer(), i: fc.string(), params: parts }))),
      wires: fc.oneof(parts, fc.array(fc.tuple(fc.integer(), fc.string(), fc.integer(), fc.string()))),
      training: fc.oneof(parts, fc.tuple(parts, parts, parts, parts)),
    })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string(), compact.map(JSON.stringify)), async (json) => {
        const error = await failure(await linkOf(json))
        expect(error === undefined || error instanceof ShareError).toBe(true)
      }),
    )
    const polluting = await linkOf(withParams('{"__proto__":{"polluted":true},"limit":3}'))
    expect(String(await failure(polluting))).toMatch(/none named "__proto__"/)
    expect('polluted' in {}).toBe(false)
  })
})

const withParams = (params: string): string =>
  `{"title":"","kinds":[["layers/toy-scale",3]],"nodes":[{"k":0,"i":"a","params":${params}}],"wires":[],"training":[1,2,"steps",3]}`

test.each([
  [1, 'copy'],
  [2000, 'copy'],
  [2001, 'warn'],
  [8000, 'warn'],
  [8001, 'file'],
])('a link of %i characters: %s', (length, advice) => {
  expect(adviseOnLink(length)).toBe(advice)
})

const allEscaped = (link: string): string =>
  link.replace(/(?<=#g=).*/, (payload) =>
    Array.from(payload, (character) => `%${character.charCodeAt(0).toString(16)}`).join(''),
  )

/** The same link as programs pass it on. */
function harmless(link: string): readonly string[] {
  const lines = link.match(/.{1,76}/g) ?? []
  const middle = link.length - 50
  return [
    ...[...'.,)]>"\';!?'].map((mark) => link + mark),
    ...[`<${link}>`, `[x](${link})`, `"${link}"`, `(${link})`, `_${link}_`, `${link}&utm_source=mail`, `${link}==`],
    ...[link.replaceAll('-', '%2D'), link.replaceAll('_', '\\_'), allEscaped(link)],
    `https://mail.example.org/?to=${encodeURIComponent(allEscaped(link))}&from=me`,
    ...['\u200b', '\u00ad'].map((sign) => link.slice(0, middle) + sign + link.slice(middle)),
    ...[lines.join('\n'), lines.map((line) => `> ${line}`).join('\r\n'), lines.join('=\n')],
    lines.join('=\r\n').replace('#g=', '#g=3D'),
    ...[lines.join('\\\n'), lines.map((line) => `| ${line} |`).join('\n')],
    ...['\u2010', '\u2011', '\u2013', '\u2014', '\u2212'].map((dash) => link.replace(/(?<=#g=.*)-/g, dash)),
    ...['\u2013', '\u2014'].map((dash) => link.replace(/(?<=#g=.*)--/g, dash)),
    link.replace(/(?<=#g=.*)--/g, '\u2014').replace(/(?<=#g=.*)-/g, '\u2013'),
    `See ${link} for the model`,
    link.replace('#g=', '#g=\r\n> '),
    `${link}\nand some more words`,
    ...['#g%3D', '%23g=', '#G='].map((marker) => link.replace('#g=', marker)),
  ]
}

describe.each(readTemplates(definitions))('the template $name', ({ document: template }) => {
  test('fits in a link that goes anywhere, and comes back as it was', async () => {
    const link = await writeLink('https://genloom.example.org/', template, definitions)
    expect(adviseOnLink(link.length)).toBe('copy')
    expect(sameJson(documentJson(await readLink(link, definitions)), documentJson(template))).toBe(true)
  })

  test('comes back from whatever programs for mail and chat make of its link', async () => {
    const link = await writeLink('https://genloom.example.org/', template, definitions)
    for (const damaged of harmless(link)) {
      const again = await readLink(damaged, definitions).catch((error: unknown) => error)
      expect(again, damaged).toEqual(await readLink(link, definitions))
    }
  })

  test('is refused with the right reason where its link lost something', async () => {
    const link = await writeLink('https://genloom.example.org/', template, definitions)
    const reason = (text: string) => readLink(text, definitions).then(String, String)
    expect(await reason(link.slice(0, link.length / 2))).toMatch(/cut off/)
    expect(await reason(`${link.slice(0, link.length / 2)}...`)).toMatch(/cut off/)
    expect(await reason(link.toLowerCase())).toMatch(/upper and lower case have been changed/)
    expect(await reason('https://genloom.example.org/#g=')).toMatch(/is empty/)
    // Anywhere, a prime apart so that all places in a group of four come; the first letters tell version and flags.
    const begin = link.indexOf('#g=') + 3
    for (let at = begin + 1; at < link.length; at += 13)
      expect(await reason(link.slice(0, at)), `${at}`).toMatch(/cut off/)
    for (let at = begin + 3; at < link.length; at += 13) {
      const changed = link.slice(0, at) + (link[at] === 'A' ? 'B' : 'A') + link.slice(at + 1)
      expect(await reason(changed), `${at}`).toMatch(/damaged/)
    }
  })
})

test('a link is distinguished from other text', () => {
  expect(isGraphLink('https://example.org/#g=AQ')).toBe(true)
  expect(isGraphLink('vae')).toBe(false)
})

test('the checksum is CRC-32', () => {
  // The check value of the algorithm's specification (ITU-T V.42 family, "123456789").
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
})

test('base64url agrees with Node', async () => {
  const agreement = fc.asyncProperty(fc.uint8Array({ maxLength: 100_000 }), async (bytes) => {
    expect(toBase64url(bytes)).toBe(Buffer.from(bytes).toString('base64url'))
    expect(fromBase64url(toBase64url(bytes))).toEqual(new Uint8Array(bytes))
  })
  await fc.assert(agreement)
})
