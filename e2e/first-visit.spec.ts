// What a newcomer's browser loads, what a newcomer sees first, and what the menus offer.
import { gzipSync } from 'node:zlib'
import type { Response } from '@playwright/test'
import { expect, test } from './test.ts'

/** Bytes after compression. */
const most = 280_000
/** Text that only the library's own code holds, wherever a bundler puts it. */
const marks = { 'TensorFlow.js': 'Tensor is disposed', Monaco: 'standaloneThemeService' }

test('a first visit shows the gallery, and loads neither TensorFlow.js nor Monaco', async ({ editor, page }) => {
  const scripts: Response[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response)
  })
  await editor.open()
  await expect(editor.gallery.getByRole('listitem').first().getByRole('button')).toBeFocused()
  await expect(editor.gallery.getByRole('button', { name: /^Variational autoencoder/ })).toBeVisible()
  await page.waitForLoadState('networkidle')
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)

  const bodies = await Promise.all(scripts.map((response) => response.text()))
  const compressed = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0)
  expect(bodies.length).toBeGreaterThan(0)
  expect(compressed).toBeLessThanOrEqual(most)
  for (const [library, mark] of Object.entries(marks)) {
    expect(bodies.filter((body) => body.includes(mark)).length, `scripts that hold ${library}`).toBe(0)
  }

  // The same marks do find both libraries once they are used.
  await editor.startFrom(/^Variational autoencoder/)
  await editor.studio.show('Code')
  await expect(editor.studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
  await editor.studio.press('Step')
  await editor.studio.expectStatus('paused')
  const all = await Promise.all(scripts.map((response) => response.text()))
  for (const [library, mark] of Object.entries(marks)) {
    expect(all.filter((body) => body.includes(mark)).length, `scripts that hold ${library}`).toBeGreaterThan(0)
  }
})

test('menus open inside the window with the keyboard in them; tabs say what there will be to see', async ({
  editor,
  page,
}) => {
  await editor.openVae()
  await editor.canvas.select('Encoder')
  for (const label of ['Menu', 'Export', 'Add a layer']) {
    await page.getByRole('button', { name: label, exact: true }).click()
    const menu = page.getByRole('menu', { name: label, exact: true })
    await expect(menu).toBeInViewport({ ratio: 1 })
    await expect(menu.getByRole('menuitem').first()).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
  }
  await page.getByRole('tab', { name: 'Density' }).click()
  await expect(page.getByText('A density can be drawn for data on the line or in the plane only')).toBeVisible()
})

test('a window zoomed far into keeps everything within reach', async ({ editor, page }) => {
  await page.setViewportSize({ width: 720, height: 450 })
  await editor.openVae()
  const palette = page.getByRole('complementary', { name: 'Nodes' })
  await expect(palette).toBeHidden()
  await expect(editor.inspector).toBeHidden()
  await page.getByRole('tab', { name: 'Problems' }).click()
  await expect(page.getByText('This graph has no problems.')).toBeVisible()
  const ends = ['Menu', 'Undo', 'Redo', 'Run', 'Reset', 'Backend: Automatic', 'Share', 'Export']
  const bar = ends.map((name) => page.getByRole('banner').getByRole('button', { name, exact: true }))
  const boxes = await Promise.all(bar.map((button) => button.boundingBox()))
  for (const [place, box] of boxes.entries()) {
    const before = boxes[place - 1]
    expect(box && box.x >= (before ? before.x + before.width : 0) && box.x + box.width <= 720, ends[place]).toBe(true)
  }

  await page.keyboard.press('Alt+1')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Alt+2')
  await expect(editor.inspector).toBeVisible()
  await expect(palette).toBeHidden()

  await page.setViewportSize({ width: 1280, height: 720 })
  await expect(palette).toBeVisible()
  await expect(editor.inspector).toBeVisible()
})

test('a template is opened, a node added and taken back by keyboard alone', async ({ editor, page }) => {
  const { canvas } = editor
  const press = (key: string) => page.keyboard.press(key)
  await editor.open()
  await expect(editor.gallery.getByRole('listitem').first().getByRole('button')).toBeFocused()
  await press('Enter')
  await expect(canvas.nodes).toHaveCount(7)
  await expect(canvas.area).toBeFocused()

  // The nodes panel is one stop of the Tab key.
  const search = page.getByRole('searchbox', { name: 'Search nodes to add' })
  await search.focus()
  await press('Tab')
  await expect(page.getByRole('button', { name: 'Add Digits', exact: true })).toBeFocused()
  await press('ArrowDown')
  await expect(page.getByRole('button', { name: 'Add Toy points', exact: true })).toBeFocused()
  await press('Tab')
  expect(await page.getByRole('complementary', { name: 'Nodes' }).locator('button:focus').count()).toBe(0)

  await canvas.area.focus()
  await press('Shift+A')
  await canvas.takeFromSearch('dropout')
  await expect(canvas.nodes).toHaveCount(8)
  await expect(canvas.node('Dropout')).toBeFocused()
  await press('Control+z')
  await expect(canvas.nodes).toHaveCount(7)
})

test('what a file is refused for can be read and dismissed while a dialog is open', async ({ editor, page }) => {
  await editor.openVae()
  await page.keyboard.press('?')
  const shortcuts = page.getByRole('dialog', { name: 'Keyboard and mouse' })
  await expect(shortcuts).toBeVisible()
  await shortcuts.evaluate((dialog) => {
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(new File(['no graph'], 'broken.genloom'))
    dialog.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
  const notice = page.getByRole('alert').filter({ hasText: 'The file holds no valid graph' })
  await expect(notice).toBeVisible()

  // It stays where it can be reached, also when dialogs close and open.
  await page.keyboard.press('Escape')
  await expect(shortcuts).toBeHidden()
  await expect(notice).toBeVisible()
  await page.keyboard.press('?')
  await notice.getByRole('button', { name: 'Dismiss' }).click()
  await expect(notice).toBeHidden()
  await expect(shortcuts).toBeVisible()
})
