import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyDocument, type GraphDocument } from './document.ts'
import { documentJson, parseDocument, readDocument, writeDocument } from './document-file.ts'
import { addNode, connect, createNode } from './edits.ts'
import { sameJson } from './json.ts'
import { DocumentError } from './migrations.ts'
import { toyData, toyDefinitions, toyScale } from './toy-definitions.ts'

const chain = (): GraphDocument => {
  const data = createNode(emptyDocument, toyData)
  const first = addNode(emptyDocument, data, [0, 0])
  const scale = createNode(first, toyScale, { limit: 5 })
  return connect(addNode(first, scale, [200, 10]), { node: data.id, port: 'x' }, { node: scale.id, port: 'x' })
}

/** Documents with random structure: nodes, wires, titles and settings. */
const documents: fc.Arbitrary<GraphDocument> = fc
  .record({
    kinds: fc.array(fc.constantFrom(toyData, toyScale), { maxLength: 8 }),
    pairs: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 12 }),
    title: fc.string({ maxLength: 50 }),
    seed: fc.nat(1_000_000),
    noteText: fc.string({ maxLength: 80 }),
    frozen: fc.boolean(),
  })
  .map(({ kinds, pairs, title, seed, noteText, frozen }) => {
    let document: GraphDocument = { ...emptyDocument, title, training: { ...emptyDocument.training, seed } }
    kinds.forEach((kind, i) => {
      const node = createNode(document, kind)
      document = addNode(document, frozen ? { ...node, frozen: true, title: `${title}!` } : node, [i * 10, 0 - i])
    })
    for (const [a, b] of pairs) {
      const [from, to] = [document.nodes[a], document.nodes[b]]
      if (from && to && to.kind === toyScale.kind) {
        document = connect(document, { node: from.id, port: 'x' }, { node: to.id, port: 'x' })
      }
    }
    const notes = noteText ? [{ id: 'note', text: noteText }] : []
    return { ...document, notes }
  })

describe('a document file', () => {
  test('round-trips for any document', async () => {
    await fc.assert(
      fc.property(documents, (document) => {
        const text = writeDocument(document)
        const again = parseDocument(text, toyDefinitions)
        expect(writeDocument(again)).toBe(text)
        expect(again.nodes).toEqual(document.nodes)
        expect(new Set(again.wires.map((w) => JSON.stringify(w)))).toEqual(
          new Set(document.wires.map((w) => JSON.stringify(w))),
        )
        expect(again.layout).toEqual(document.layout)
      }),
    )
  })

  test('does not depend on the order in which parameters and wires were added', () => {
    const document = chain()
    const [data, scale] = document.nodes
    if (!data || !scale) throw new Error('the chain has two nodes')
    const { limit, start } = scale.params
    const shuffled = { ...document, nodes: [data, { ...scale, params: { start: start ?? 0, limit: limit ?? 0 } }] }
    expect(writeDocument(shuffled)).toBe(writeDocument(document))
  })

  test('does not depend on the order of keys inside parameters', () => {
    const document = chain()
    const [data, scale] = document.nodes
    if (!data || !scale) throw new Error('the chain has two nodes')
    const nested = (params: Record<string, number>) => ({
      ...document,
      nodes: [{ ...data, params: { deep: [params] } }, scale],
    })
    expect(writeDocument(nested({ b: 1, a: 2 }))).toBe(writeDocument(nested({ a: 2, b: 1 })))
  })

  test('has one line for each node and each wire', () => {
    const lines = writeDocument(chain()).split('\n')
    expect(lines.filter((line) => line.includes('"id":'))).toHaveLength(2)
    expect(lines.filter((line) => line.includes(' -> '))).toHaveLength(1)
  })

  test.each<[string, (json: Record<string, unknown>) => unknown, RegExp]>([
    ['another format', (json) => ({ ...json, format: 'other' }), /not a Genloom document/],
    ['a newer version', (json) => ({ ...json, version: 99 }), /version 99.*newer version of Genloom/],
    ['no version', (json) => ({ ...json, version: '1' }), /version must be/],
    ['a wire to nowhere', (json) => ({ ...json, wires: ['toy.x -> gone.x'] }), /the missing node "gone"/],
    ['an invalid wire', (json) => ({ ...json, wires: ['toy.x'] }), /must read like/],
    [
      'two wires into one input',
      (json) => ({ ...json, wires: ['toy.x -> toyScale.x', 'toy.y -> toyScale.x'] }),
      /two wires/,
    ],
    ['an unknown key', (json) => ({ ...json, script: 'alert(1)' }), /script/],
    ['an invalid identifier', (json) => ({ ...json, notes: [{ id: '__proto__', text: '' }] }), /lower-case letter/],
    [
      'a batch size of zero',
      (json) => ({ ...json, training: { seed: 1, batchSize: 0, budget: { unit: 'steps', amount: 1 } } }),
      /batchSize/,
    ],
    ['not even an object', () => 7, /not a Genloom document/],
  ])('refuses %s', (_what, spoil, message) => {
    const json = documentJson(chain())
    expect(() => readDocument(spoil({ ...json }), toyDefinitions)).toThrow(message)
    expect(() => readDocument(spoil({ ...json }), toyDefinitions)).toThrow(DocumentError)
  })

  test('rejects a duplicate identifier', () => {
    const document = chain()
    const twice = { ...document, nodes: [...document.nodes, ...document.nodes] }
    expect(() => parseDocument(writeDocument(twice), toyDefinitions)).toThrow(/used twice/)
  })

  test('reports where the text is not JSON', () => {
    expect(() => parseDocument('{ "format": ', toyDefinitions)).toThrow(/not JSON/)
  })

  test('keeps nodes of unknown kinds unchanged', () => {
    const document = chain()
    const stranger = { id: 'stranger', kind: 'future/node', version: 4, params: { depth: [1, { a: null }] } }
    const text = writeDocument({ ...document, nodes: [...document.nodes, stranger] })
    expect(parseDocument(text, toyDefinitions).nodes.at(-1)).toEqual(stranger)
  })

  test('a parameter called __proto__ is rejected by name', () => {
    const text = writeDocument(chain()).replace('"limit":5', '"__proto__":{"polluted":true},"limit":5')
    expect(() => parseDocument(text, toyDefinitions)).toThrow('none named "__proto__"')
    expect('polluted' in {}).toBe(false)
  })
})

test('sameJson compares by value and not by key order', () => {
  expect(sameJson({ a: 1, b: [1, { c: null }] }, { b: [1, { c: null }], a: 1 })).toBe(true)
  expect(sameJson({ a: 1 }, { a: 1, b: 2 })).toBe(false)
  expect(sameJson([1, 2], [2, 1])).toBe(false)
  expect(sameJson({ 0: 1 }, [1])).toBe(false)
})
