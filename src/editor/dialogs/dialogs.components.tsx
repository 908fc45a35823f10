// What opens over the editor: the search for commands and nodes, wiring by keyboard, sharing, the gallery.
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { emptyDocument } from '../../graph/document.ts'
import { documentOf } from '../../store/document/readings.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyDocument, toyStore } from '../../store/fixtures/toy-kinds.ts'
import { button, expectNoFaults, press } from '../../ui/fixtures/in-browser.ts'
import { type Library, LibraryProvider } from '../library.ts'
import { CommandSearch } from './CommandSearch.tsx'
import { ConnectDialog } from './ConnectDialog.tsx'
import { FindNode } from './FindNode.tsx'
import { Gallery } from './Gallery.tsx'
import { ShareDialog } from './ShareDialog.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import '../../ui/theme.css'

const options = () => page.getByRole('option').elements()
const isBarred = (option: Element) => option.getAttribute('aria-disabled') === 'true'

test('commands that can be used come first; the others say why not and do nothing', async () => {
  const store = toyStore()
  const onClose = vi.fn()
  await renderInStore(store, <CommandSearch onClose={onClose} />)
  const barred = options().map(isBarred)
  expect(barred).toContain(true)
  expect(barred).toEqual(barred.toSorted((a, b) => Number(a) - Number(b)))
  await expect.element(page.getByRole('combobox', { name: 'Search commands' })).toHaveFocus()
  await expectNoFaults()
  await press('delete')
  await expect.element(page.getByRole('option').first()).toHaveTextContent('Nothing is selected')
  await press('{Enter}')
  expect(onClose).not.toHaveBeenCalled()
  await userEvent.clear(page.getByRole('combobox'))
  await press('select all{Enter}')
  expect(onClose).toHaveBeenCalledOnce()
  expect(store.getState().selection.size).toBe(3)
  await userEvent.clear(page.getByRole('combobox'))
  await press('no such thing')
  await expect.element(page.getByRole('status')).toHaveTextContent('There is no such command.')
})

test('a node is found by name and gone to', async () => {
  const store = toyStore()
  await renderInStore(store, <FindNode onClose={() => undefined} />)
  await press('lin{Enter}')
  expect([...store.getState().selection]).toEqual(['linear'])
})

test('a wire is drawn by keyboard; ports that reject it come last, with the reason and a fix', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({ ...document, wires: [] }))
  store.getState().select(['images'])
  const onClose = vi.fn()
  await renderInStore(store, <ConnectDialog onClose={onClose} />)
  await expect.element(page.getByText('Connect x of Images to')).toBeVisible()
  const [flat, linear] = options()
  expect(flat?.textContent).toContain('Flat')
  expect(linear?.textContent).toMatch(/Linear takes a vector.*Insert Flat/)
  await expectNoFaults()
  await press('{ArrowDown}{Enter}')
  expect(onClose).toHaveBeenCalledOnce()
  expect(documentOf(store.getState()).wires.map(({ from, to }) => `${from.node} ${to.node}`)).toEqual([
    'images flat2',
    'flat2 linear',
  ])
})

test('of a node with several ports one is chosen first', async () => {
  const store = toyStore()
  store.getState().select(['flat'])
  await renderInStore(store, <ConnectDialog onClose={() => undefined} />)
  await expect.element(page.getByText('Connect which port of Flat?')).toBeVisible()
  await press('output{Enter}')
  await expect.element(page.getByText('Connect x of Flat to')).toBeVisible()
})

test('a link is made, shown and copied; long ones come with advice', async () => {
  const makeLink = vi.fn(async () => ({ link: 'https://genloom.test/#g=abc', advice: 'warn' as const }))
  const store = toyStore({ makeLink })
  await renderInStore(store, <ShareDialog onClose={() => undefined} />)
  const link = page.getByRole('textbox', { name: 'Link' })
  await expect.element(link).toHaveValue('https://genloom.test/#g=abc')
  await expect.element(page.getByRole('alert')).toHaveTextContent('This link is long')
  await expect.element(page.getByText('27 characters')).toBeVisible()
  expect(makeLink).toHaveBeenCalledWith(documentOf(store.getState()))
  await expectNoFaults()
})

test('a link that cannot be made says why, and a file can be saved instead', async () => {
  const saveFile = vi.fn(async () => 10)
  const store = toyStore({ makeLink: () => Promise.reject(new Error('The graph is too deep.')), saveFile })
  await renderInStore(store, <ShareDialog onClose={() => undefined} />)
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('The link could not be created: The graph is too deep.')
  await expect.element(button('Copy link')).toBeDisabled()
  await button('Save as a file instead').click()
  expect(saveFile).toHaveBeenCalledOnce()
})

test('the sheet of shortcuts has the focus, so that keys scroll it', async () => {
  await renderInStore(toyStore(), <ShortcutSheet onClose={() => undefined} />)
  await expect.element(page.getByRole('region', { name: 'Shortcuts' })).toHaveFocus()
  await expect.element(page.getByRole('region', { name: 'Edit' })).toHaveTextContent(/UndoCtrl/)
  await expectNoFaults()
})

const day = 86_400_000

async function renderGallery(given: Partial<Library> = {}) {
  const store = toyStore()
  const onClose = vi.fn()
  const library: Library = {
    templates: [{ name: 'toy', title: 'Toy', summary: 'Three nodes.', document: toyDocument() }],
    readNodeText: async () => null,
    recentDocuments: async () => [{ key: 'k1', title: 'Mine', nodeCount: 1, savedAt: Date.now() - 2 * day }],
    openRecent: async () => ({ document: { ...emptyDocument, title: 'Mine' }, isCopy: false }),
    ...given,
  }
  await renderInStore(
    store,
    <LibraryProvider value={library}>
      <Gallery onClose={onClose} />
    </LibraryProvider>,
  )
  return { store, onClose, title: () => documentOf(store.getState()).title }
}

test('the gallery opens templates, an empty canvas and what was edited before', async () => {
  const { store, onClose, title } = await renderGallery()
  await expect.element(page.getByRole('button', { name: /^Toy/ })).toHaveFocus()
  await expectNoFaults()
  await page.getByRole('button', { name: /^Empty canvas/ }).click()
  expect(documentOf(store.getState()).nodes).toEqual([])
  await page.getByRole('button', { name: /^Toy/ }).click()
  expect(documentOf(store.getState()).nodes).toHaveLength(3)
  await page.getByRole('region', { name: 'Recent' }).getByRole('button', { name: 'Mine 1 node · 2 days ago' }).click()
  await vi.waitFor(() => expect(title()).toBe('Mine'))
  expect(store.getState().documentKey).toBe('k1')
  expect(onClose).toHaveBeenCalledTimes(3)
})

test('what the gallery cannot read is reported', async () => {
  const { store, onClose } = await renderGallery({
    openRecent: () => Promise.reject(new Error('It is no longer there.')),
  })
  await page.getByRole('button', { name: /^Mine/ }).click()
  await vi.waitFor(() => expect(store.getState().notices.at(-1)?.message).toBe('It is no longer there.'))
  expect(onClose).not.toHaveBeenCalled()
})

test('a document that stopped the editor is tried again, or thrown away after a question', async () => {
  const [tryAgain, throwAway] = [vi.fn(async () => undefined), vi.fn(async () => undefined)]
  const { onClose } = await renderGallery({ stopped: { title: 'Broken', tryAgain, throwAway } })
  const offer = page.getByRole('region', { name: 'Stopped' })
  await offer.getByRole('button', { name: 'Throw it away' }).click()
  await expect.element(offer.getByRole('alert')).toHaveTextContent('Throw Broken away? It cannot be restored.')
  await expect.element(offer.getByRole('button', { name: 'Keep it' })).toHaveFocus()
  await expectNoFaults()
  await press('{Enter}')
  expect(throwAway).not.toHaveBeenCalled()
  await offer.getByRole('button', { name: 'Try it again' }).click()
  expect([tryAgain.mock.calls.length, onClose.mock.calls.length]).toEqual([1, 1])
  await offer.getByRole('button', { name: 'Throw it away' }).click()
  await offer.getByRole('button', { name: 'Throw away' }).click()
  expect(throwAway).toHaveBeenCalledOnce()
  await expect.element(offer).not.toBeInTheDocument()
})
