// The inspector: a node's parameters, its stack of layers, its ports and problems, and the model as a whole.
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { documentOf } from '../../store/document/readings.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyStore } from '../../store/fixtures/toy-kinds.ts'
import type { EditorStore } from '../../store/store.ts'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { formStore } from '../fixtures/form-kinds.ts'
import { type Library, LibraryProvider } from '../library.ts'
import { Inspector } from './Inspector.tsx'
import '../../ui/theme.css'

const library: Library = {
  templates: [],
  readNodeText: async () => '## Everything\n\nIt adds $1 + 1$.',
  recentDocuments: async () => [],
  openRecent: () => Promise.reject(new Error('not in this test')),
}

async function inspect(store: EditorStore) {
  await renderInStore(
    store,
    <LibraryProvider value={library}>
      <div style={{ width: 320 }}>
        <Inspector TrainingSettings={undefined} />
      </div>
    </LibraryProvider>,
  )
  return (id = 'everything') => documentOf(store.getState()).nodes.find((node) => node.id === id)
}

const textbox = (name: string) => page.getByRole('textbox', { name, exact: true })

test('each sort of field has its control, and a change is one step of undo', async () => {
  const store = formStore()
  const node = await inspect(store)
  await userEvent.fill(textbox('Count'), '12')
  await press('{Enter}')
  expect(node()?.params.count).toBe(12)
  await press('{ArrowUp}')
  await expect.element(textbox('Count')).toHaveValue('13')
  await userEvent.fill(textbox('Rate'), '1e-3')
  expect(node()?.params.rate).toBe(0.001)
  await expect.element(textbox('Width')).not.toBeInTheDocument()
  await userEvent.selectOptions(page.getByRole('combobox', { name: 'Form' }), 'Wide')
  await expect.element(textbox('Width')).toHaveValue('2')
  await page.getByRole('switch', { name: 'Bias' }).click()
  expect(node()?.params.bias).toBe(false)
  await expect.element(page.getByRole('group', { name: 'Generator' }).getByRole('textbox')).toHaveValue('0.1')
  await expectNoFaults()
  store.getState().undo()
  expect(node()?.params.bias).toBe(true)
  expect(node()?.params.form).toBe('wide')
})

test('a number that is out of bounds stays in its field with what was expected, and the document as it was', async () => {
  const node = await inspect(formStore())
  await userEvent.fill(textbox('Count'), '33')
  await expect.element(textbox('Count')).toHaveAccessibleDescription('An integer from 1 to 32.')
  await userEvent.fill(textbox('Rate'), 'fast')
  await expect.element(textbox('Rate')).toHaveAccessibleDescription('A number from 0 to 1.')
  expect(node()?.params.count).toBe(4)
})

test('shapes and sizes gain and lose a number, as far as the field allows', async () => {
  const node = await inspect(formStore())
  const shape = page.getByRole('group', { name: 'Shape' })
  await shape.getByRole('button', { name: 'Add a dimension' }).click()
  expect(node()?.params.shape).toEqual([4, 4, 1])
  await userEvent.fill(shape.getByRole('textbox', { name: 'Shape, dimension 1' }), '0')
  await expect.element(page.getByRole('alert')).toBeVisible()
  expect(node()?.params.shape).toEqual([4, 4, 1])
  const hidden = page.getByRole('group', { name: 'Hidden' })
  await hidden.getByRole('button', { name: 'Add a size' }).click()
  expect(node()?.params.hidden).toEqual([8, 8])
  await expect.element(hidden.getByRole('button', { name: 'Add a size' })).toBeDisabled()
  await hidden.getByRole('button', { name: 'Remove the last size' }).click()
  await hidden.getByRole('button', { name: 'Remove the last size' }).click()
  expect(node()?.params.hidden).toEqual([])
})

test('of the classes at least one stays chosen', async () => {
  const node = await inspect(formStore())
  const classes = page.getByRole('group', { name: 'Classes' })
  focus(classes.getByRole('checkbox', { name: 'zero' }))
  await press(' ')
  expect(node()?.params.classes).toEqual([1])
  await press('{ArrowRight} ')
  expect(node()?.params.classes).toEqual([1])
  await expect.element(classes.getByRole('checkbox', { name: 'one' })).toHaveAttribute('aria-disabled', 'true')
  await classes.getByRole('button', { name: 'All' }).click()
  expect(node()?.params.classes).toEqual([0, 1, 2])
})

const layersOf = (store: EditorStore) => {
  const layers = documentOf(store.getState()).nodes.find(({ id }) => id === 'everything')?.params.layers
  return JSON.stringify(layers).match(/toy\/\w+/g)
}
const layer = (place: number) => page.getByRole('button', { name: new RegExp(`^Layer ${place},`) })

test('layers are added, opened, changed, copied, moved and taken out with the keyboard', async () => {
  const store = formStore()
  await inspect(store)
  await expect.element(layer(2)).toHaveAccessibleName('Layer 2, Linear 8, gives 8')
  focus(layer(2))
  await press('{Alt>}{ArrowUp}{/Alt}')
  expect(layersOf(store)).toEqual(['toy/linear', 'toy/flat'])
  await expect.element(layer(1)).toHaveFocus()
  await press('{Control>}d{/Control}')
  expect(layersOf(store)).toEqual(['toy/linear', 'toy/linear', 'toy/flat'])
  await expect.element(layer(2)).toHaveFocus()
  await press('{Delete}')
  expect(layersOf(store)).toEqual(['toy/linear', 'toy/flat'])
  focus(layer(1))
  await press('{Enter}')
  await expect.element(layer(1)).toHaveAttribute('aria-expanded', 'true')
  await userEvent.fill(textbox('Units'), '32')
  await expect.element(layer(1)).toHaveAccessibleName(/Linear 32/)
  await button('Add a layer').click()
  await page.getByRole('menuitem', { name: 'Flat' }).click()
  expect(layersOf(store)).toEqual(['toy/linear', 'toy/flat', 'toy/flat'])
  await expect.element(layer(3)).toHaveFocus()
})

test('the last layer taken out leaves a sentence in its place', async () => {
  await inspect(formStore())
  for (const place of [2, 1]) {
    await layer(place).hover()
    await button(`Remove layer ${place}`).click()
  }
  await expect.element(page.getByText('No layers: the input is passed directly to the output.')).toBeVisible()
})

test('a node is renamed by a click, and by no name gets back its own', async () => {
  const node = await inspect(formStore())
  await button('Node title: Everything').click()
  await userEvent.fill(textbox('Node title'), 'Encoder')
  await press('{Enter}')
  expect(node()?.title).toBe('Encoder')
  await expect.element(page.getByText('Everything · network')).toBeVisible()
  await button('Node title: Encoder').click()
  await userEvent.clear(textbox('Node title'))
  await press('{Enter}')
  await expect.element(button('Node title: Everything')).toBeVisible()
})

test('what a kind is for is read on demand, with its formulas', async () => {
  await inspect(formStore())
  await button('How it works').click()
  await vi.waitFor(() => expect(document.querySelectorAll('math')).toHaveLength(1), { timeout: 10_000 })
  await button('Less').click()
  await vi.waitFor(() => expect(document.querySelector('math')).toBeNull())
})

test('ports say what they carry, lead to other nodes and let go of their wires', async () => {
  const store = toyStore()
  store.getState().select(['flat'])
  await inspect(store)
  await expect.element(page.getByText('16 real')).toBeVisible()
  await button('Disconnect x').click()
  expect(documentOf(store.getState()).wires.map(({ to }) => to.node)).toEqual(['linear'])
  await expect.element(page.getByText('not connected')).toBeVisible()
  await button('Linear').click()
  expect([...store.getState().selection]).toEqual(['linear'])
})

test('a problem of a node is fixed by its button', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({
    ...document,
    wires: [{ from: { node: 'images', port: 'x' }, to: { node: 'linear', port: 'x' } }],
  }))
  store.getState().select(['linear'])
  await inspect(store)
  const problems = page.getByRole('list', { name: 'Problems of this node' })
  await expect.element(problems).toHaveTextContent('Linear takes a vector.')
  await expectNoFaults()
  await problems.getByRole('button', { name: 'Insert Flat' }).click()
  await expect.element(problems).not.toBeInTheDocument()
  expect(documentOf(store.getState()).nodes).toHaveLength(4)
})

test('several nodes have their common actions; none has the model', async () => {
  const store = toyStore()
  store.getState().select(['flat', 'linear'])
  await inspect(store)
  await expect.element(page.getByRole('heading', { name: '2 nodes' })).toBeVisible()
  await page.getByRole('toolbar', { name: 'Selected nodes' }).getByRole('button', { name: 'Bypass' }).click()
  expect(documentOf(store.getState()).nodes.map(({ mode }) => mode)).toEqual([undefined, 'bypass', 'bypass'])
  store.getState().select([])
  await expect.element(page.getByText('Size and cost')).toBeVisible()
  const show = vi.spyOn(store.getState(), 'showDockTab')
  await button('Show problems').click()
  expect(show).toHaveBeenCalledWith('problems')
  await expectNoFaults()
})
