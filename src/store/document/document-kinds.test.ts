// As if documents defined their own kinds: one named after the document's title, so that each edit changes the kind.
import { expect, test, vi } from 'vitest'
import type { Definitions, NodeDefinition } from '../../graph/definition.ts'
import type { GraphDocument } from '../../graph/document.ts'
import { documentJson, readDocument } from '../../graph/document-file.ts'
import { addNode, createNode } from '../../graph/edits.ts'
import { toyDocument, toyKinds, toyStore } from '../fixtures/toy-kinds.ts'
import { addNewNode } from './add-node.ts'
import { fittingKinds } from './readings.ts'

const titled = (title: string) => (document: GraphDocument) => ({ ...document, title })

function ownKind(builtIn: Definitions, title: string): NodeDefinition {
  const flat = builtIn.get('toy/flat')
  if (flat?.role !== 'layer') throw new Error('There is no kind to copy.')
  const migrations = [{ name: 'renamed', up: () => ({}) }]
  return { ...flat, kind: `own/${title}`, version: 2, migrations }
}

vi.mock(import('../../graph/definitions-of.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  definitionsOf: ({ title }: GraphDocument, builtIn: Definitions): Definitions =>
    new Map([...builtIn, [`own/${title}`, ownKind(builtIn, title)]]),
}))

test('after each edit, undo and opening the kinds are those of the document', () => {
  const store = toyStore()
  const { edit, undo, openDocument } = store.getState()
  const known = () => [...store.getState().typed.definitions.keys()].filter((kind) => kind.startsWith('own/'))
  const fitting = () =>
    fittingKinds(store.getState(), { end: { node: 'images', port: 'x' }, side: 'output' }).map(
      ({ definition }) => definition.kind,
    )
  edit(titled('one'))
  expect(known()).toEqual(['own/one'])
  expect(fitting()).toContain('own/one')
  addNewNode(store, 'own/one', [0, 0])
  const added = store.getState().history.present.nodes.find(({ kind }) => kind === 'own/one')
  const definition = () => store.getState().typed.nodes.get(added?.id ?? '')?.definition
  expect(definition()?.kind).toBe('own/one')

  // The node is the same, its kind is gone.
  edit(titled('two'))
  expect([known(), definition()]).toEqual([['own/two'], undefined])
  expect(fitting()).not.toContain('own/one')
  undo()
  expect([known(), definition()?.kind]).toEqual([['own/one'], 'own/one'])

  openDocument(titled('three')(toyDocument()))
  expect([known(), store.getState().readOnly]).toEqual([['own/three'], null])
  openDocument({ ...store.getState().history.present, nodes: addOwn('four').nodes })
  expect(store.getState().readOnly).toContain('own/four')
})

const addOwn = (title: string): GraphDocument =>
  addNode(titled(title)(toyDocument()), createNode(toyDocument(), ownKind(toyKinds, title)), [0, 0])

test('nodes of a file are migrated to the versions of its kinds', () => {
  const document = addOwn('five')
  const nodes = document.nodes.map((node) => (node.kind === 'own/five' ? { ...node, version: 1 } : node))
  const read = readDocument(documentJson({ ...document, nodes }), toyKinds)
  expect(read.nodes.find(({ kind }) => kind === 'own/five')?.version).toBe(2)
})
