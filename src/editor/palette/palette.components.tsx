// Finding and adding nodes, the graph as a list, and its problems.
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { documentOf } from '../../store/document/readings.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyStore } from '../../store/fixtures/toy-kinds.ts'
import type { EditorStore } from '../../store/store.ts'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { Outline } from '../outline/Outline.tsx'
import { ProblemsPanel } from '../problems/ProblemsPanel.tsx'
import { AddSearch } from './AddSearch.tsx'
import { Palette } from './Palette.tsx'
import '../../ui/theme.css'

const kindsOf = (store: EditorStore) => documentOf(store.getState()).nodes.map(({ kind }) => kind)
const added = () =>
  page
    .getByRole('button')
    .elements()
    .map((element) => element.textContent)

test('the palette lists kinds by family; one is added by a press, by Enter and by searching', async () => {
  const store = toyStore()
  await renderInStore(store, <Palette />)
  await expect.element(page.getByRole('region', { name: 'Layers' })).toHaveTextContent('FlatLinear')
  await expectNoFaults()
  await button('Add Flat').click()
  await press('{ArrowDown}{Enter}')
  expect(kindsOf(store).slice(3)).toEqual(['toy/flat', 'toy/linear'])
  await userEvent.fill(page.getByRole('searchbox'), 'matrix')
  expect(added()).toEqual(['Linear'])
  await press('{Enter}')
  expect(kindsOf(store)).toHaveLength(6)
  await press('{ArrowDown}')
  await expect.element(button('Add Linear')).toHaveFocus()
  await userEvent.fill(page.getByRole('searchbox'), 'warp')
  await expect.element(page.getByText('No node matches “warp”.')).toBeVisible()
  await press('{Escape}')
  expect(added()).toHaveLength(3)
})

test('the palette is one stop of the Tab key, where the focus was last', async () => {
  await renderInStore(toyStore(), <Palette />)
  await press('{Tab}{Tab}')
  await expect.element(button('Add Images')).toHaveFocus()
  await press('{End}')
  await expect.element(button('Add Linear')).toHaveFocus()
  await press('{Shift>}{Tab}{/Shift}{Tab}')
  await expect.element(button('Add Linear')).toHaveFocus()
})

test('the search for a node to add closes by Escape and adds by Enter', async () => {
  const store = toyStore()
  await renderInStore(store, <AddSearch />)
  store.getState().openAddSearch({ at: [100, 100] })
  const search = page.getByRole('combobox', { name: 'Search nodes to add' })
  await expect.element(search).toHaveFocus()
  await expectNoFaults()
  await press('{Escape}')
  await expect.element(search).not.toBeInTheDocument()
  store.getState().openAddSearch({ at: [100, 100] })
  await userEvent.fill(search, 'flat')
  await press('{Enter}')
  expect(kindsOf(store).slice(3)).toEqual(['toy/flat'])
})

test('with a wire, the search offers what fits and wires it', async () => {
  const store = toyStore()
  await renderInStore(store, <AddSearch />)
  store.getState().openAddSearch({ at: [100, 100], wire: { end: { node: 'flat', port: 'y' }, side: 'output' } })
  await expect.element(page.getByText('What fits y')).toBeVisible()
  const found = page.getByRole('option')
  expect(found.elements().map((option) => option.textContent)).not.toContainEqual(expect.stringContaining('Images'))
  await userEvent.fill(page.getByRole('combobox'), 'linear')
  await press('{Enter}')
  const wires = documentOf(store.getState()).wires.map(({ from, to }) => `${from.node} ${to.node}`)
  expect(wires).toContain('flat linear2')
})

test('the outline is a tree: arrows select nodes, and each says what it is wired to', async () => {
  const store = toyStore()
  await renderInStore(store, <Outline />)
  const item = (name: string) => page.getByRole('treeitem', { name: new RegExp(`^${name},`) })
  await expect.element(item('Flat')).toHaveAccessibleName(/input x connected from Images/)
  await expectNoFaults()
  focus(item('Images'))
  await press('{ArrowDown}{ArrowDown}')
  expect([...store.getState().selection]).toEqual(['linear'])
  await expect.element(item('Linear')).toHaveAttribute('aria-selected', 'true')
  await press('{Home}')
  await expect.element(item('Images')).toHaveFocus()
})

test('frames hold their nodes in the outline, and an empty graph says so', async () => {
  const store = toyStore()
  store.getState().select(['flat', 'linear'])
  store.getState().edit((document) => ({
    ...document,
    frames: [{ id: 'f', title: 'Encoder', nodes: ['flat', 'linear'] }],
    layout: { ...document.layout, frames: { f: [0, 0, 10, 10] } },
  }))
  await renderInStore(store, <Outline />)
  const frame = page.getByRole('treeitem', { name: 'Encoder' })
  await expect.element(frame.getByRole('group')).toHaveTextContent('FlatLinear')
  store.getState().edit((document) => ({ ...document, nodes: [], wires: [], frames: [] }))
  await expect.element(page.getByText('No nodes yet.')).toBeVisible()
})

test('problems are listed with the worst first; one leads to its node, its button fixes it', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({
    ...document,
    wires: [{ from: { node: 'images', port: 'x' }, to: { node: 'linear', port: 'x' } }],
  }))
  await renderInStore(store, <ProblemsPanel />)
  const rows = () => page.getByRole('listitem').elements()
  expect(rows().map((row) => row.querySelector('[role=img]')?.getAttribute('aria-label'))[0]).toBe('error')
  await expectNoFaults()
  const problem = page.getByRole('button', { name: /Linear takes a vector/ })
  await expect.element(problem).toHaveTextContent('Linear · x')
  await problem.click()
  expect([...store.getState().selection]).toEqual(['linear'])
  const before = rows().length
  await button('Insert Flat').click()
  await vi.waitFor(() => expect(rows().length).toBeLessThan(before))
  await expect.element(problem).not.toBeInTheDocument()
})

test('a problem of no node leads nowhere; an empty graph says how to begin', async () => {
  const store = toyStore()
  await renderInStore(store, <ProblemsPanel />)
  await expect.element(page.getByRole('button', { name: /objective/ }).first()).toBeDisabled()
  store.getState().edit((document) => ({ ...document, nodes: [], wires: [] }))
  await expect.element(page.getByText('The graph is empty: add nodes, or start from a template.')).toBeVisible()
})
