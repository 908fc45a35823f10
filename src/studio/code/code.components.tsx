// The code of a model: its files, the lines of a node, copying, and what is said while there is none.

import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import type { EditorStore } from '../../store/store.ts'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { program, storeWithRun } from '../fixtures/toy-run.ts'
import type { CodeEditorProps } from './CodeEditor.tsx'
import { createCodePanel } from './create-code-panel.tsx'
import type { SourceFile } from './source-file.ts'
import '../../ui/theme.css'

// Megabytes, and tried in a journey.
vi.mock('./CodeEditor.tsx', () => ({ CodeEditor: ({ file }: CodeEditorProps) => <p>Editor of {file.path}</p> }))

const files: readonly SourceFile[] = [
  { path: 'model.ts', text: 'const a = 1\nconst b = 2', nodes: ['flat', 'linear'] },
  { path: 'train.ts', text: 'train()' },
  { path: 'ops/dense.ts', text: 'export {}' },
]

function storeWithProgram(): EditorStore {
  const store = storeWithRun({})
  changeSession(store, { compilation: { program } })
  return store
}

test('files are tabs that arrows move between, those of a folder by their whole name', async () => {
  const Panel = createCodePanel(async () => files)
  await renderInStore(storeWithProgram(), <Panel />)
  await expect.element(page.getByRole('tabpanel', { name: 'model.ts' })).toHaveTextContent('Editor of model.ts')
  await expectNoFaults()
  focus(page.getByRole('tab', { name: 'model.ts' }))
  await press('{End}')
  await expect.element(page.getByRole('tab', { name: 'ops/dense.ts' })).toHaveFocus()
  await expect.element(page.getByRole('tabpanel', { name: 'ops/dense.ts' })).toBeVisible()
  await press('{ArrowUp}')
  await expect.element(page.getByRole('tab', { name: 'train.ts' })).toHaveAttribute('aria-selected', 'true')
})

test('as plain text a line leads to its node, and a selected node marks its lines', async () => {
  const Panel = createCodePanel(async () => files)
  const store = storeWithProgram()
  await renderInStore(store, <Panel />)
  await button('Plain text').click()
  const code = page.getByRole('region', { name: 'Code of model.ts' })
  await code.getByText('const b = 2').click()
  expect([...store.getState().selection]).toEqual(['linear'])
  await vi.waitFor(() => expect(document.querySelector('[data-marked]')?.textContent).toBe('const b = 2\n'))
  await expectNoFaults()
})

test('a project that cannot be printed says why and is printed again', async () => {
  const print = vi.fn(async () => files)
  print.mockImplementationOnce(() => Promise.reject(new Error('No room.')))
  const Panel = createCodePanel(print)
  await renderInStore(storeWithProgram(), <Panel />)
  await expect.element(page.getByRole('alert')).toHaveTextContent('The project could not be printed: No room.')
  await button('Try again').click()
  await expect.element(page.getByRole('tab', { name: 'model.ts' })).toBeVisible()
})

test('a graph that is not complete has no code yet; one that is no longer complete has that of before', async () => {
  const Panel = createCodePanel(async () => files)
  const store = storeWithRun({})
  const show = vi.spyOn(store.getState(), 'showDockTab')
  await renderInStore(store, <Panel />)
  await expect.element(page.getByText('The code appears here once the graph is complete.')).toBeVisible()
  await button('Nothing to train yet: add an objective').click()
  expect(show).toHaveBeenCalledWith('problems')
  const { compilation } = store.getState()
  changeSession(store, { compilation: { program } })
  await expect.element(page.getByRole('tab', { name: 'model.ts' })).toBeVisible()
  changeSession(store, { compilation })
  await expect.element(page.getByText('Code of the last valid graph')).toBeVisible()
})
