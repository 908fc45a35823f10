// Wires drawn by hand on the canvas: where they may end, why not elsewhere, and what becomes of those that are let go.
import { afterEach, expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { documentOf } from '../../store/document/readings.ts'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyStore } from '../../store/fixtures/toy-kinds.ts'
import type { EditorStore } from '../../store/store.ts'
import { button, expectNoFaults, press } from '../../ui/fixtures/in-browser.ts'
import { Canvas } from './Canvas.tsx'
import '../../ui/theme.css'

type Place = readonly [x: number, y: number]

const wires = (store: EditorStore) =>
  documentOf(store.getState()).wires.map(({ from, to }) => `${from.node} ${to.node}`)

async function renderCanvas(store = toyStore()) {
  await renderInStore(
    store,
    <div style={{ width: 780, height: 460 }}>
      <Canvas />
    </div>,
  )
  await expect.element(page.getByRole('heading', { name: 'Linear' })).toBeVisible()
  // The graph is fitted into view once its cards are measured.
  await vi.waitFor(() => expect(port('linear', 'output').getBoundingClientRect().right).toBeLessThan(780))
  return store
}

function port(node: string, side: 'input' | 'output'): Element {
  const found = document.querySelector(`[data-port-node="${node}"][data-side="${side}"]`)
  if (!found) throw new Error(`The canvas shows no ${side} of ${node}.`)
  return found
}

function middleOf(element: Element): Place {
  const { left, top, width, height } = element.getBoundingClientRect()
  return [left + width / 2, top + height / 2]
}

function point(type: string, [clientX, clientY]: Place, rest: PointerEventInit = {}): void {
  const target = document.elementFromPoint(clientX, clientY) ?? document.body
  target.dispatchEvent(new PointerEvent(type, { bubbles: true, clientX, clientY, button: 0, ...rest }))
}

function drag(from: Element, to: Place): void {
  point('pointerdown', middleOf(from))
  point('pointermove', to)
}

afterEach(() => point('pointercancel', [1, 1]))

test('a wire is drawn from an output to an input', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({ ...document, wires: [] }))
  await renderCanvas(store)
  const end = middleOf(port('flat', 'input'))
  drag(port('images', 'output'), end)
  expect(store.getState().wireDrag?.end).toEqual({ node: 'images', port: 'x' })
  point('pointerup', end)
  expect(wires(store)).toEqual(['images flat'])
  expect(store.getState().wireDrag).toBeNull()
})

test('a press that hardly moves draws nothing', async () => {
  const store = await renderCanvas()
  const start = middleOf(port('images', 'output'))
  drag(port('images', 'output'), [start[0] + 2, start[1] + 1])
  expect(store.getState().wireDrag).toBeNull()
})

test('while a wire is over a port that rejects it, the reason is shown next to it; when dropped there, it is shown with a fix', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({ ...document, wires: [] }))
  await renderCanvas(store)
  const end = middleOf(port('linear', 'input'))
  drag(port('images', 'output'), end)
  await expect.element(page.getByText('Linear takes a vector.').first()).toBeVisible()
  point('pointerup', end)
  const refusal = page.getByRole('alertdialog', { name: 'Wire rejected' })
  await expect.element(refusal).toHaveTextContent('Linear takes a vector.')
  await expect.element(refusal.getByRole('button', { name: 'Insert Flat' })).toHaveFocus()
  await press('{Enter}')
  expect(wires(store)).toHaveLength(2)
  await expect.element(refusal).not.toBeInTheDocument()
})

test('Escape takes a dragged wire back', async () => {
  const store = await renderCanvas()
  const before = wires(store)
  drag(port('linear', 'input'), [400, 420])
  expect(store.getState().wireDrag?.lifted).toEqual({ node: 'linear', port: 'x' })
  await press('{Escape}')
  expect(store.getState().wireDrag).toBeNull()
  point('pointerup', [400, 420])
  expect(wires(store)).toEqual(before)
})

test('a wire taken off its input and let go on the canvas is gone; a new one opens the search for what fits', async () => {
  const store = await renderCanvas()
  drag(port('linear', 'input'), [400, 420])
  point('pointerup', [400, 420])
  expect(wires(store)).toEqual(['images flat'])
  drag(port('flat', 'output'), [400, 420])
  point('pointerup', [400, 420])
  expect(store.getState().addSearch).toMatchObject({ wire: { end: { node: 'flat', port: 'y' }, side: 'output' } })
})

test('Alt and a press on a port cut its wires', async () => {
  const store = await renderCanvas()
  point('pointerdown', middleOf(port('flat', 'input')), { altKey: true })
  expect(wires(store)).toEqual(['flat linear'])
})

test('nodes are named, Enter opens their parameters, and the zoom is shown and reset', async () => {
  const store = await renderCanvas()
  await expectNoFaults()
  const node = document.querySelector<HTMLElement>('[data-id="flat"].react-flow__node')
  expect(node?.getAttribute('aria-label')).toMatch(/^Flat, flat node, input x connected from Images/)
  node?.focus()
  await press('{Enter}')
  expect([...store.getState().selection]).toEqual(['flat'])
  await button('Zoom in').click()
  await page.getByRole('button', { name: /^Zoom \d+ percent/ }).click()
  await expect.element(page.getByRole('button', { name: 'Zoom 100 percent. Press for 100 percent.' })).toBeVisible()
})

test('an empty canvas says how to begin', async () => {
  const store = toyStore()
  store.getState().edit((document) => ({ ...document, nodes: [], wires: [] }))
  await renderInStore(
    store,
    <div style={{ width: 780, height: 460 }}>
      <Canvas />
    </div>,
  )
  await button('start with a template').click()
  expect(store.getState().dialog).toBe('gallery')
})
