// What lies over the page: panels at a point, dialogs, menus, tooltips; and what stands in for a part that failed.
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Button, IconButton } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { Floating } from './Floating.tsx'
import { button, expectNoFaults, focus, focused, press } from './fixtures/in-browser.ts'
import { Menu } from './Menu.tsx'
import { useTopModal } from './modal-stack.ts'
import { Splitter } from './Splitter.tsx'
import { TooltipLayer } from './TooltipLayer.tsx'
import { useListChoice } from './use-list-choice.ts'
import './theme.css'

function WithPanel({ stays, at = [40, 40] }: { readonly stays: boolean; readonly at?: readonly [number, number] }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <div style={{ height: 300 }}>Elsewhere</div>
      {isOpen && (
        <Floating at={at} label="Add a node" stays={stays} onClose={() => setOpen(false)}>
          <input data-first-focus="" aria-label="Search" style={{ width: 200, height: 100 }} />
        </Floating>
      )}
    </>
  )
}

test('a panel gets the focus, closes by Escape, and gives the focus back', async () => {
  await render(<WithPanel stays={false} />)
  focus(button('Open'))
  await press('{Enter}')
  const panel = page.getByRole('dialog', { name: 'Add a node' })
  await expect.element(page.getByRole('textbox', { name: 'Search' })).toHaveFocus()
  await expectNoFaults()
  await press('{Escape}')
  await expect.element(panel).not.toBeInTheDocument()
  await expect.element(button('Open')).toHaveFocus()
})

test('a press outside closes a panel, unless it stays', async () => {
  const { rerender } = await render(<WithPanel stays={false} />)
  const panel = page.getByRole('dialog', { name: 'Add a node' })
  await button('Open').click()
  await page.getByText('Elsewhere').click({ position: { x: 700, y: 250 } })
  await expect.element(panel).not.toBeInTheDocument()
  await rerender(<WithPanel stays />)
  await button('Open').click()
  await page.getByText('Elsewhere').click({ position: { x: 700, y: 250 } })
  await expect.element(panel).toBeVisible()
})

test('a panel at the edge is kept inside the window', async () => {
  await render(<WithPanel stays={false} at={[innerWidth, innerHeight]} />)
  await button('Open').click()
  const { right, bottom } = page.getByRole('dialog').element().getBoundingClientRect()
  expect(right).toBeLessThanOrEqual(innerWidth)
  expect(bottom).toBeLessThanOrEqual(innerHeight)
})

function TopModal() {
  const top = useTopModal()
  return <output>{top ? (top.querySelector('h2')?.textContent ?? 'a dialog') : 'none'}</output>
}

function WithDialog({ isBare = false }: { readonly isBare?: boolean }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <TopModal />
      {isOpen && (
        <Dialog title="Share" bare={isBare} onClose={() => setOpen(false)}>
          <p style={{ height: 2000 }}>A long text.</p>
        </Dialog>
      )}
      <TooltipLayer />
    </>
  )
}

test('a dialog closes by its button and by a press on its backdrop, and is known to be on top while it is open', async () => {
  await render(<WithDialog />)
  const dialog = page.getByRole('dialog', { name: 'Share' })
  focus(button('Open'))
  await press('{Enter}')
  // Not on its button, whose tooltip is not wanted.
  await expect.element(dialog).toHaveFocus()
  expect(document.querySelector('output')?.textContent).toBe('Share')
  expect(dialog.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(innerHeight)
  await button('Close').click()
  await expect.element(dialog).not.toBeInTheDocument()
  expect(document.querySelector('output')?.textContent).toBe('none')
  await button('Open').click()
  dialog.element().dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await expect.element(dialog).not.toBeInTheDocument()
})

test('a bare dialog is named and has no button to close it', async () => {
  await render(<WithDialog isBare />)
  await button('Open').click()
  await expect.element(page.getByRole('dialog', { name: 'Share' })).toBeVisible()
  await expect.element(button('Close')).not.toBeInTheDocument()
  await expectNoFaults()
})

test('a menu groups its items, says what is on, and shows the whole of long titles', async () => {
  const run = vi.fn()
  const sections = () => [
    { title: 'View', items: [{ id: 'a', title: 'Minimap', checked: true, keys: 'Alt+M', run }] },
    { title: 'File', items: [{ id: 'b', title: 'Save the graph alone, without weights and curves', run }] },
  ]
  await render(
    <div style={{ position: 'fixed', right: 0 }}>
      <Menu label="Actions" align="end" sections={sections}>
        Actions
      </Menu>
    </div>,
  )
  await button('Actions').click()
  const minimap = page.getByRole('group', { name: 'View' }).getByRole('menuitemcheckbox', { name: 'Minimap' })
  await expect.element(minimap).toBeChecked()
  const long = page.getByRole('menuitem', { name: /^Save the graph alone/ })
  const { left, right } = long.element().getBoundingClientRect()
  expect(left).toBeGreaterThanOrEqual(0)
  expect(right).toBeLessThanOrEqual(innerWidth)
  await long.hover()
  expect(focused()).toMatch(/^Save/)
  await expectNoFaults()
  await minimap.click()
  expect(run).toHaveBeenCalledOnce()
  await expect.element(page.getByRole('menu')).not.toBeInTheDocument()
})

test('a tooltip comes after a moment of hovering, shows the keys, and goes by a press', async () => {
  await render(
    <>
      <IconButton label="Undo" keys="Ctrl+Z">
        u
      </IconButton>
      <TooltipLayer />
    </>,
  )
  const tooltip = page.getByRole('tooltip')
  await button('Undo').hover()
  await expect.element(tooltip).toHaveTextContent('UndoCtrl+Z')
  await userEvent.click(button('Undo'))
  await expect.element(tooltip).not.toBeInTheDocument()
})

function Height({ onResize, onCollapse }: Record<'onResize' | 'onCollapse', (size?: number) => void>) {
  return (
    <div style={{ position: 'absolute', top: 300, left: 0, width: 400, height: 200 }}>
      <Splitter
        label="Height"
        edge="top"
        size={200}
        limits={[100, 400]}
        onResize={onResize}
        onCollapse={() => onCollapse()}
      />
    </div>
  )
}

test('a splitter of a lower panel goes up and down, by keys and by dragging', async () => {
  const [onResize, onCollapse] = [vi.fn(), vi.fn()]
  await render(<Height onResize={onResize} onCollapse={onCollapse} />)
  const splitter = page.getByRole('separator', { name: 'Height' })
  await expect.element(splitter).toHaveAttribute('aria-orientation', 'horizontal')
  focus(splitter)
  await press('{ArrowUp}')
  expect(onResize).toHaveBeenLastCalledWith(216)
  await press('{ArrowLeft}{Control>}{ArrowUp}{/Control}')
  expect(onResize).toHaveBeenCalledOnce()
  const element = splitter.element()
  const move = (type: string, clientY: number) =>
    element.dispatchEvent(new PointerEvent(type, { pointerId: 1, clientY, bubbles: true }))
  // A pointer that no device moves cannot be captured.
  const capture = vi.spyOn(Element.prototype, 'setPointerCapture').mockImplementation(() => undefined)
  move('pointerdown', 300)
  move('pointermove', 260)
  expect(onResize).toHaveBeenLastCalledWith(240)
  move('lostpointercapture', 260)
  move('pointermove', 200)
  expect(onResize).toHaveBeenCalledTimes(2)
  capture.mockRestore()
})

const words = ['Dense', 'Dropout', 'Flatten']
const beginning = (items: readonly string[], query: string) =>
  items.filter((item) => item.toLowerCase().startsWith(query.toLowerCase()))

function Choice({ onChoose }: { readonly onChoose: (item: string) => void }) {
  const choice = useListChoice({ items: words, search: beginning, onChoose })
  return (
    <>
      <input aria-label="Layer" {...choice.input} />
      <ul aria-label="Layers" {...choice.list}>
        {choice.found.map((item, index) => (
          <li key={item} {...choice.option(index)}>
            {item}
          </li>
        ))}
      </ul>
    </>
  )
}

test('a list is searched and chosen from without the focus leaving the input', async () => {
  const onChoose = vi.fn()
  await render(<Choice onChoose={onChoose} />)
  const input = page.getByRole('combobox', { name: 'Layer' })
  const chosen = () => document.querySelector('[aria-selected=true]')?.textContent
  focus(input)
  await press('{ArrowDown}')
  expect(chosen()).toBe('Dropout')
  expect(input.element().getAttribute('aria-activedescendant')).toBe(
    page.getByRole('option', { name: 'Dropout' }).element().id,
  )
  await press('{ArrowUp}{ArrowUp}')
  expect(chosen()).toBe('Flatten')
  await press('d')
  expect(
    page
      .getByRole('option')
      .elements()
      .map(({ textContent }) => textContent),
  ).toEqual(['Dense', 'Dropout'])
  expect(chosen()).toBe('Dense')
  await expectNoFaults()
  await press('{ArrowDown}{Enter}')
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('Dropout')
  await press('x{Enter}')
  await expect.element(input).toHaveAttribute('aria-expanded', 'false')
  expect(onChoose).toHaveBeenCalledOnce()
})

test('an error in a part leaves the rest standing and can be tried again', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const onError = vi.fn()
  let isBroken = true
  function Fragile() {
    if (isBroken) throw new Error('no such node')
    return <p>Drawn</p>
  }
  await render(
    <ErrorBoundary
      onError={onError}
      fallback={(error, retry) => <Button onClick={retry}>{`Again: ${error.message}`}</Button>}
    >
      <Fragile />
    </ErrorBoundary>,
  )
  await expect.element(button('Again: no such node')).toBeVisible()
  expect(onError).toHaveBeenCalledOnce()
  isBroken = false
  await button('Again: no such node').click()
  await expect.element(page.getByText('Drawn')).toBeVisible()
  silent.mockRestore()
})
