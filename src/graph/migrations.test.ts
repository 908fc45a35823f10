import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { documentVersion } from './document.ts'
import { parseDocument, writeDocument } from './document-file.ts'
import {
  DocumentError,
  type DocumentMigration,
  documentMigrations,
  migrateDocument,
  migrateNodes,
} from './migrations.ts'
import { toyDefinitions, toyScale } from './toy-definitions.ts'

const fixtures = new URL('./fixtures/', import.meta.url)

describe('migrations of the document', () => {
  test('there is one step for each version before the current one', () => {
    expect(documentMigrations).toHaveLength(documentVersion - 1)
  })

  test('a frozen document of every version opens', () => {
    const names = readdirSync(fixtures)
    expect(names.sort()).toEqual(Array.from({ length: documentVersion }, (_, i) => `document-v${i + 1}.json`).sort())
    for (const name of names) {
      const document = parseDocument(readFileSync(new URL(name, fixtures), 'utf8'), toyDefinitions)
      expect(document.nodes.length).toBeGreaterThan(0)
      expect(parseDocument(writeDocument(document), toyDefinitions)).toEqual(document)
    }
  })

  test('steps run in order from the version of the document', () => {
    const ran: string[] = []
    const step = (name: string): DocumentMigration => ({
      name,
      up: (json) => {
        ran.push(name)
        return { ...json, [name]: true }
      },
    })
    const steps = [step('one'), step('two'), step('three')]
    const result = migrateDocument({ format: 'genloom', version: 2 }, steps)
    expect(ran).toEqual(['two', 'three'])
    expect(result).toEqual({ format: 'genloom', version: 4, two: true, three: true })
    expect(() => migrateDocument({ format: 'genloom', version: 5 }, steps)).toThrow(DocumentError)
  })
})

describe('migrations of a node kind', () => {
  const old = { id: 'scale', kind: toyScale.kind, version: 1, params: { max: 5, start: 250 } }

  test('migrate an old node to the current version', () => {
    expect(migrateNodes([old], toyDefinitions)).toEqual([{ ...old, version: 3, params: { limit: 5, start: 2.5 } }])
  })

  test('start at the version of the node', () => {
    const second = { ...old, version: 2, params: { limit: 5, start: 250 } }
    expect(migrateNodes([second], toyDefinitions)[0]?.params).toEqual({ limit: 5, start: 2.5 })
  })

  test('leave newer and unknown nodes alone', () => {
    const newer = { ...old, version: 9 }
    const unknown = { ...old, kind: 'future/node' }
    expect(migrateNodes([newer, unknown], toyDefinitions)).toEqual([newer, unknown])
  })
})
