// The row of documents in a browser: what it says, and how documents are shown and closed by pointer and by keys.
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { moveNodes, setDocumentTitle } from '../../graph/edits.ts'
import { documentOf } from '../../store/document/readings.ts'
import { changeSession } from '../../store/fixtures/change-session.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyDocument, toyStore } from '../../store/fixtures/toy-kinds.ts'
import { button, expectNoFaults, press } from '../../ui/fixtures/in-browser.ts'
import { DocumentTabs } from './DocumentTabs.tsx'
import '../../ui/theme.css'

const row = page.getByRole('navigation', { name: 'Open documents' })

async function renderTabs(...titles: readonly string[]) {
  const store = toyStore()
  for (const title of titles) {
    store.getState().openDocument(setDocumentTitle(toyDocument(), title))
    store.getState().edit((document) => moveNodes(document, { flat: [1, 2] }))
  }
  await renderInStore(store, <DocumentTabs />)
  const shown = () => documentOf(store.getState()).title
  const open = () => [...store.getState().sessions.values()].map((session) => documentOf(session.getState()).title)
  return { store, shown, open }
}

test('one document has no row; several are named, and the one that is shown is marked', async () => {
  const { store } = await renderTabs('First')
  await expect.element(row).not.toBeInTheDocument()
  store.getState().openDocument(setDocumentTitle(toyDocument(), 'Second'))
  await expect.element(row).toBeVisible()
  await expect.element(button('Second')).toHaveAttribute('aria-current', 'page')
  await expect.element(button('First')).not.toHaveAttribute('aria-current')
  await expectNoFaults()
})

test('a press shows a document, and its cross or the middle button closes it', async () => {
  const { shown, open } = await renderTabs('First', 'Second', 'Third')
  await button('First').click()
  expect(shown()).toBe('First')
  await button('Close First').click()
  expect([shown(), open()]).toEqual(['Second', ['Second', 'Third']])
  await expect.element(button('Second')).toHaveFocus()
  await button('Third').click({ button: 'middle' })
  expect(open()).toEqual(['Second'])
})

test('arrows, Home and End walk along the row, and Delete closes', async () => {
  const { shown, open } = await renderTabs('First', 'Second', 'Third')
  await button('Third').click()
  const walk: string[] = []
  for (const key of ['{ArrowRight}', '{ArrowRight}', '{ArrowLeft}', '{End}', '{Home}']) {
    await press(key)
    walk.push(shown())
  }
  expect(walk).toEqual(['First', 'Second', 'First', 'Third', 'First'])
  await expect.element(button('First')).toHaveFocus()
  await press('{Delete}')
  expect([shown(), open()]).toEqual(['Second', ['Second', 'Third']])
  await expect.element(button('Second')).toHaveFocus()
})

test('what a run does behind the one that is shown is said', async () => {
  const { store } = await renderTabs('First', 'Second')
  changeSession(store, ({ run }) => ({ run: { ...run, status: 'running' } }))
  await expect.element(button('Second, training')).toBeVisible()
  changeSession(store, ({ run }) => ({ run: { ...run, status: 'failed' } }))
  await expect.element(button('Second, failed')).toBeVisible()
  await expectNoFaults()
})

test('the plus leads to the gallery', async () => {
  const { store } = await renderTabs('First', 'Second')
  await button('New or open').click()
  expect(store.getState().dialog).toBe('gallery')
})
