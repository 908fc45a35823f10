// The controls in a browser: names, roles and values, and the keys of the ARIA patterns. axe-core is the second witness.
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { IconButton } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { EditableText } from './EditableText.tsx'
import { expectNoFaults, focused, press } from './fixtures/in-browser.ts'
import { Menu } from './Menu.tsx'
import { Segments } from './Segments.tsx'
import { Splitter } from './Splitter.tsx'
import { Switch } from './Switch.tsx'
import { TooltipLayer } from './TooltipLayer.tsx'
import './theme.css'

async function renderMenu() {
  const chosen: string[] = []
  const item = (title: string, obstacle: string | null = null) => ({
    id: title,
    title,
    obstacle,
    run: () => chosen.push(title),
  })
  const sections = () => [
    { title: 'File', items: [item('New'), item('Open'), item('Save', 'Nothing to save')] },
    { title: 'View', items: [item('Outline'), item('Zoom')] },
  ]
  await render(
    <>
      <Menu label="Actions" sections={sections}>
        Actions
      </Menu>
      <button type="button">After</button>
      <TooltipLayer />
    </>,
  )
  const button = page.getByRole('button', { name: 'Actions' })
  button.element().focus()
  return { chosen, button, menu: page.getByRole('menu', { name: 'Actions' }) }
}

test.each([
  ['{Enter}', 'New'],
  [' ', 'New'],
  ['{ArrowDown}', 'New'],
  ['{ArrowUp}', 'Zoom'],
])('%s on its button opens a menu at %s', async (key, title) => {
  const { button } = await renderMenu()
  await press(key)
  await vi.waitFor(() => expect(focused()).toBe(title))
  await expect.element(button).toHaveAttribute('aria-expanded', 'true')
  await expectNoFaults()
})

test.each([
  ['{ArrowUp}', 'Zoom'],
  ['{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}', 'New'],
  ['{End}', 'Zoom'],
  ['{End}{Home}', 'New'],
  ['o', 'Open'],
  ['oo', 'Outline'],
  ['ou', 'Outline'],
  ['q', 'New'],
])('in a menu %s leads to %s', async (keys, title) => {
  await renderMenu()
  await press('{ArrowDown}')
  await vi.waitFor(() => expect(focused()).toBe('New'))
  await press(keys)
  expect(focused()).toBe(title)
})

test('Escape closes a menu and gives the focus back; Tab closes it and goes on', async () => {
  const { button, menu } = await renderMenu()
  await press('{ArrowDown}')
  await vi.waitFor(() => expect(focused()).toBe('New'))
  await press('{Escape}')
  await expect.element(menu).not.toBeInTheDocument()
  await expect.element(button).toHaveFocus()
  await press('{ArrowDown}')
  await vi.waitFor(() => expect(focused()).toBe('New'))
  await press('{Tab}')
  await expect.element(menu).not.toBeInTheDocument()
  await expect.element(page.getByRole('button', { name: 'After' })).toHaveFocus()
})

test('an item that cannot be chosen is reached, says why and does nothing; another runs once', async () => {
  const { chosen } = await renderMenu()
  await press('{ArrowDown}')
  await vi.waitFor(() => expect(focused()).toBe('New'))
  await press('s')
  await expect.element(page.getByRole('menuitem', { name: 'Save' })).toHaveAccessibleDescription('Nothing to save')
  await press('{Enter}')
  expect([focused(), chosen]).toEqual(['Save', []])
  await press('{End}{Enter}')
  expect(chosen).toEqual(['Zoom'])
})

function Panel({ onCollapse }: { readonly onCollapse: () => void }) {
  const [size, setSize] = useState(200)
  const resize = (next: number) => setSize(Math.min(400, Math.max(100, next)))
  return (
    <Splitter label="Width" edge="right" size={size} limits={[100, 400]} onResize={resize} onCollapse={onCollapse} />
  )
}

test('a splitter says its value and its limits, and moves by keys', async () => {
  const onCollapse = vi.fn()
  await render(<Panel onCollapse={onCollapse} />)
  const splitter = page.getByRole('separator', { name: 'Width' })
  const value = () => splitter.element().getAttribute('aria-valuenow')
  expect(splitter.element().getAttribute('aria-valuemin')).toBe('100')
  expect(splitter.element().getAttribute('aria-valuemax')).toBe('400')
  splitter.element().focus()
  await press('{ArrowRight}')
  expect(value()).toBe('216')
  await press('{ArrowLeft}')
  expect(value()).toBe('200')
  await press('{End}')
  expect(value()).toBe('400')
  await press('{Home}')
  expect(value()).toBe('100')
  await press('{Enter}')
  expect(onCollapse).toHaveBeenCalledOnce()
  await expectNoFaults()
})

function WithDialog() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        Show
      </button>
      {isOpen && (
        <Dialog title="Facts" onClose={() => setOpen(false)}>
          <button type="button" data-first-focus="" data-tooltip="Reads the file again">
            Reload
          </button>
          <button type="button" onClick={() => setOpen(false)}>
            Done
          </button>
        </Dialog>
      )}
      <TooltipLayer />
    </>
  )
}

test('a dialog is named, keeps the focus, and gives it back however it closes', async () => {
  await render(<WithDialog />)
  const show = page.getByRole('button', { name: 'Show' })
  for (const close of [() => press('{Escape}'), () => page.getByRole('button', { name: 'Done' }).click()]) {
    show.element().focus()
    await press('{Enter}')
    await expect.element(page.getByRole('dialog', { name: 'Facts' })).toBeVisible()
    await expect.element(page.getByRole('button', { name: 'Reload' })).toHaveFocus()
    await close()
    await expect.element(page.getByRole('dialog', { name: 'Facts' })).not.toBeInTheDocument()
    await expect.element(show).toHaveFocus()
  }
})

test('a tooltip is on top of a modal dialog, describes its control and goes by Escape', async () => {
  await render(<WithDialog />)
  page.getByRole('button', { name: 'Show' }).element().focus()
  await press('{Enter}')
  const reload = page.getByRole('button', { name: 'Reload' })
  await expect.element(reload).toHaveAccessibleDescription('Reads the file again')
  const tooltip = page.getByRole('tooltip')
  await expect.element(tooltip).toBeVisible()
  expect(tooltip.element().matches('dialog[open] :popover-open')).toBe(true)
  await expectNoFaults()
  await press('{Escape}')
  await expect.element(tooltip).not.toBeInTheDocument()
})

test('a tooltip that names a control does not describe it; the help of a label describes its input', async () => {
  await render(
    <>
      <IconButton label="Undo">u</IconButton>
      <label htmlFor="rate" data-tooltip="Steps of gradient descent">
        Rate
      </label>
      <input id="rate" />
      <TooltipLayer />
    </>,
  )
  await press('{Tab}')
  await expect.element(page.getByRole('tooltip')).toHaveTextContent('Undo')
  await expect.element(page.getByRole('button', { name: 'Undo' })).not.toHaveAttribute('aria-describedby')
  await press('{Tab}')
  await expect.element(page.getByRole('textbox')).toHaveAccessibleDescription('Steps of gradient descent')
})

test.each(['click', 'doubleClick'] as const)(
  'text that a %s opens is closed by Enter and keeps the focus',
  async (how) => {
    const onChange = vi.fn()
    await render(<EditableText label="Name" value="a" opensBy={how} onChange={onChange} />)
    const button = page.getByRole('button', { name: 'Name: a' })
    button.element().focus()
    await press('{Enter}b{Enter}')
    expect(onChange).toHaveBeenCalledWith('b')
    await expect.element(button).toHaveFocus()
  },
)

test('segments are radio buttons that arrows move; a switch says whether it is on', async () => {
  const onChoose = vi.fn()
  const onSwitch = vi.fn()
  const choices = [
    { value: 'a', title: 'One' },
    { value: 'b', title: 'Two' },
  ] as const
  await render(
    <>
      <Segments label="Which" value="a" choices={choices} onChoose={onChoose} />
      <Switch label="Shown" isOn onSwitch={onSwitch} />
    </>,
  )
  await press('{Tab}{ArrowRight}')
  expect(onChoose).toHaveBeenCalledWith('b')
  await expect.element(page.getByRole('switch', { name: 'Shown' })).toBeChecked()
  page.getByRole('switch').element().focus()
  await press(' ')
  expect(onSwitch).toHaveBeenCalledWith(false)
  await expectNoFaults()
})
