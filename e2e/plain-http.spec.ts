// The site over plain http from another machine, as from a school's server: browsers hold back some of what it uses.
import { fileURLToPath } from 'node:url'
import { Editor } from './editor.ts'
import { serveFolder } from './static-server.ts'
import { test as base, expect } from './test.ts'

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: async ({}, use) => {
    const server = await serveFolder(fileURLToPath(new URL('../dist/', import.meta.url)), '/')
    await use(server.url.replace('localhost', 'school.test'))
    await server.close()
  },
})

test('over plain http users edit, save, train and share, and see what is missing', async ({
  editor,
  page,
  context,
}) => {
  const { canvas, studio } = editor
  await editor.openVae()
  expect(await page.evaluate(() => [isSecureContext, 'randomUUID' in crypto, 'locks' in navigator])).toEqual([
    false,
    false,
    false,
  ])
  const notice = page.getByText('This page came over plain http')
  await expect(notice.last()).toContainText('no copying to the clipboard, no WebGPU')
  await page.getByRole('button', { name: 'Do not say again' }).click()

  await editor.renameDocument('Made at school')
  await canvas.select('Encoder')
  await page.keyboard.press('Control+c')
  await page.keyboard.press('Control+v')
  await expect(canvas.nodes).toHaveCount(8)
  await editor.undo()
  expect(await editor.savedText()).toContain('Made at school')

  await studio.press('Step')
  await studio.expectBackend('WebAssembly')
  await studio.expectStatus('paused')
  const detail = await editor.studio.backendDetail()
  expect(detail).toContain('Browsers give it to no page over plain http')
  expect(detail).toContain('1 thread')

  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share' })
  await expect(dialog).toContainText('Pages opened over plain http cannot use the clipboard')
  const link = await dialog.getByRole('textbox', { name: 'Link' }).inputValue()
  await dialog.getByRole('button', { name: 'Close' }).click()
  const other = new Editor(await context.newPage())
  await other.open(link)
  await expect(other.documentName()).toHaveText('Made at school')
  await other.page.close()

  await editor.renameDocument('Kept at school')
  await page.reload()
  await expect(editor.documentName()).toHaveText('Kept at school')
  await expect(notice).toHaveCount(0)
})
