// The window: tabs of the dock, notices, commands as buttons, and what is left when the editor fails.
import { expect, test, vi } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStore } from '../../store/fixtures/render-in-store.tsx'
import { toyStore } from '../../store/fixtures/toy-kinds.ts'
import { useEditor } from '../../store/use-editor.ts'
import { button, expectNoFaults, focus, press } from '../../ui/fixtures/in-browser.ts'
import { TooltipLayer } from '../../ui/TooltipLayer.tsx'
import { CommandButton } from '../commands/CommandButton.tsx'
import { Dock } from './Dock.tsx'
import type { DockTab } from './dock-tab.ts'
import { Notices } from './Notices.tsx'
import { Rescue } from './Rescue.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import '../../ui/theme.css'

let isBroken = true
function Fragile() {
  if (isBroken) throw new Error('no curve')
  return <p>The samples</p>
}
const tabs: readonly DockTab[] = [
  { id: 'training', title: 'Training', Component: () => <p>The curves</p> },
  { id: 'samples', title: 'Samples', Component: Fragile },
  { id: 'problems', title: 'Problems', badge: () => 3, Component: () => <p>The problems</p> },
]

test('the dock shows one tab; arrows go round, and the focus goes with them', async () => {
  const onToggle = vi.fn()
  await renderInStore(toyStore(), <Dock tabs={tabs} isOpen onToggle={onToggle} />)
  await expect.element(page.getByRole('tabpanel', { name: 'Training' })).toHaveTextContent('The curves')
  await expectNoFaults()
  focus(page.getByRole('tab', { name: 'Training' }))
  await press('{ArrowLeft}')
  const problems = page.getByRole('tab', { name: 'Problems 3' })
  await expect.element(problems).toHaveFocus()
  await expect.element(problems).toHaveAttribute('aria-selected', 'true')
  await expect.element(page.getByRole('tabpanel')).toHaveTextContent('The problems')
  await press('{ArrowRight}')
  await expect.element(page.getByRole('tab', { name: 'Training' })).toHaveFocus()
  await button('Collapse the dock').click()
  expect(onToggle).toHaveBeenCalledOnce()
})

test('a tab that fails says why and can be tried again, and the others go on', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  isBroken = true
  await renderInStore(toyStore(), <Dock tabs={tabs} isOpen onToggle={() => undefined} />)
  await page.getByRole('tab', { name: 'Samples' }).click()
  await expect.element(page.getByRole('alert')).toHaveTextContent('This panel stopped working: no curve')
  isBroken = false
  await button('Try again').click()
  await expect.element(page.getByText('The samples')).toBeVisible()
  silent.mockRestore()
})

test('notices disappear by themselves, except for errors and questions', async () => {
  const store = toyStore()
  const act = vi.fn()
  await renderInStore(store, <Notices />)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  store.getState().notify({ tone: 'success', message: 'Saved.' })
  store.getState().notify({ tone: 'error', message: 'The disk is full.' })
  store
    .getState()
    .notify({ tone: 'info', message: 'A new version.', action: { title: 'Reload', run: act }, stays: true })
  await vi.advanceTimersByTimeAsync(50)
  expect(store.getState().notices).toHaveLength(3)
  await vi.advanceTimersByTimeAsync(6000)
  vi.useRealTimers()
  await expect.element(page.getByText('Saved.')).not.toBeInTheDocument()
  await expect.element(page.getByRole('alert')).toHaveTextContent('The disk is full.')
  await expectNoFaults()
  await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click()
  await button('Reload').click()
  expect(act).toHaveBeenCalledOnce()
  expect(store.getState().notices).toEqual([])
})

test('a command that cannot be used stays within reach and says why', async () => {
  const store = toyStore()
  const undo = vi.spyOn(store.getState(), 'undo')
  await renderInStore(
    store,
    <>
      <CommandButton command="undo">u</CommandButton>
      <CommandButton command="toggleMinimap">m</CommandButton>
      <p style={{ marginTop: 400 }}>Elsewhere</p>
      <TooltipLayer />
    </>,
  )
  // A mouse that rests where the buttons come would take the tooltip to itself.
  await page.getByText('Elsewhere').hover()
  await press('{Tab}')
  await expect.element(button('Undo')).toHaveFocus()
  await expect.element(button('Undo')).toHaveAccessibleDescription('Undo. There is nothing to undo.')
  await press('{Enter}')
  expect(undo).not.toHaveBeenCalled()
  const minimap = button('Minimap')
  const before = minimap.element().getAttribute('aria-pressed')
  await minimap.click()
  expect(minimap.element().getAttribute('aria-pressed')).not.toBe(before)
  await expectNoFaults()
})

test('the theme goes round, and the button says what comes next', async () => {
  const store = toyStore()
  store.getState().changeSettings({ theme: 'system' })
  await renderInStore(store, <ThemeButton />)
  for (const [name, theme] of [
    ['Theme: system. Press for light.', 'light'],
    ['Theme: light. Press for dark.', 'dark'],
    ['Theme: dark. Press for system.', 'system'],
  ] as const) {
    await button(name).click()
    expect(store.getState().settings.theme).toBe(theme)
  }
})

test('when the editor fails its document can be taken away, and the editor be shown again', async () => {
  const silent = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const store = toyStore()
  let isSound = false
  function Window() {
    const title = useEditor((state) => state.typed.document.title)
    if (!isSound) throw new Error('no such port')
    return <p>{title}</p>
  }
  await renderInStore(
    store,
    <Rescue>
      <Window />
    </Rescue>,
  )
  await expect.element(page.getByRole('alert')).toHaveTextContent('no such port')
  const download = page.getByRole('link', { name: 'Download the document' })
  expect(decodeURIComponent(download.element().getAttribute('href') ?? '')).toContain('"toy/linear"')
  await expectNoFaults()
  isSound = true
  await button('Show the editor again').click()
  await expect.element(page.getByText('Untitled')).toBeVisible()
  silent.mockRestore()
})
