// What every node kind has: its files, its page, and an op that takes what is declared.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import katex from 'katex'
import { describe, expect, test } from 'vitest'
import type { NodeDefinition } from '../src/graph/definition.ts'
import { initialParams, parseParams } from '../src/graph/fields.ts'
import { inverseOf, opsOf } from '../src/runtime/op-of.ts'
import { declaredArguments } from './fixtures/law-arguments.ts'
import { definitionList, definitions } from './index.ts'
import { ops } from './ops.ts'

const opByKind = opsOf(ops)
const folderOf = (kind: string) => new URL(`./${kind}/`, import.meta.url)
const fileOf = (kind: string, ending: string) => new URL(`${kind.split('/')[1]}${ending}`, folderOf(kind))

describe('every kind', () => {
  test('but transforms gives no flow', () => {
    const others = (definitionList as readonly NodeDefinition[]).filter(({ role }) => role !== 'transform')
    const signals = others.flatMap(({ outputs }) => Object.values(outputs).map(({ signal }) => signal))
    expect(signals).not.toContain('flow')
  })

  test('has an op that takes what its definition declares, no more and no less', () => {
    const none = { inputs: {}, weights: {}, params: {}, context: {} }
    for (const definition of definitionList as readonly NodeDefinition[]) {
      if (!('callParams' in definition)) continue
      for (const direction of definition.role === 'transform' ? ([undefined, 'inverse'] as const) : [undefined]) {
        const name = direction ? inverseOf(definition.kind) : definition.kind
        expect(opByKind.get(name), name).toHaveLength(declaredArguments(definition, none, direction).length)
      }
    }
  })

  test('is incremental if its op has a rule for a few elements', () => {
    for (const definition of definitionList as readonly NodeDefinition[]) {
      if (!('callParams' in definition)) continue
      const isIncremental = opByKind.get(definition.kind)?.incremental !== undefined
      expect(definition.isIncremental === true, definition.kind).toBe(isIncremental)
    }
  })

  test('on disk is listed, and every listed kind is on disk', () => {
    const families = readdirSync(new URL('.', import.meta.url), { withFileTypes: true }).filter((e) => e.isDirectory())
    const folders = families.flatMap(({ name: family }) =>
      readdirSync(new URL(`./${family}/`, import.meta.url), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
        .map(({ name }) => `${family}/${name}`),
    )
    expect(folders.toSorted()).toEqual([...definitions.keys()].toSorted())
    expect(definitions.size).toBe(definitionList.length)
  })

  test.each(definitionList.map((definition: NodeDefinition) => [definition.kind, definition] as const))(
    '%s has its files, its family and parseable defaults',
    (kind, definition) => {
      expect(kind.split('/')[0]).toBe(definition.family)
      expect(existsSync(fileOf(kind, '.node.ts'))).toBe(true)
      const isComposed = definition.role === 'network' || definition.role === 'source' || 'phases' in definition
      expect(existsSync(fileOf(kind, '.op.ts'))).toBe(!isComposed)
      const page = readFileSync(fileOf(kind, '.md'), 'utf8')
      const formulas = [...page.matchAll(/\$\$([^$]+)\$\$|\$([^$\n]+)\$/g)].map(([, block, inline]) => block ?? inline!)
      expect(page).toMatch(/\$\$[^$]+\$\$/)
      for (const formula of formulas)
        expect(katex.renderToString(formula, { displayMode: true, strict: 'error' })).toBeTruthy()
      expect(page).toContain('## When to use it')
      const defaults = initialParams(definition.fields)
      expect(parseParams(definition.fields, JSON.parse(JSON.stringify(defaults)))).toEqual({
        params: defaults,
        faults: [],
      })
      expect(definition.migrations?.length ?? 0).toBe(definition.version - 1)
    },
  )

  test.each(definitionList.map((definition: NodeDefinition) => [definition.kind, definition] as const))(
    '%s has its declared ports by default',
    (_kind, definition) => {
      const shown = definition.ports?.(initialParams(definition.fields), new Set()) ?? definition
      const required = Object.entries(definition.inputs).filter(([, port]) => !port.optional)
      expect(Object.keys(shown.inputs)).toEqual(required.map(([name]) => name))
      expect(shown.outputs).toEqual(definition.outputs)
    },
  )
})
