// A graph is never lost: it travels as a link and as a file, and the browser keeps it.
import { Editor } from './editor.ts'
import { expect, test } from './test.ts'

test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

const name = 'Étude № 7, <b>kept</b>'

test('a shared link opens in a new page as the same graph', async ({ editor, page, context }) => {
  await editor.openVae()
  await editor.renameDocument(name)
  await editor.canvas.select('Encoder')
  await editor.setUnits(1, 123)
  const text = await editor.savedText()

  const link = await editor.sharedLink()
  expect(link.startsWith(`${page.url()}#g=`)).toBe(true)
  expect(link.length).toBeLessThan(2000)

  const other = new Editor(await context.newPage())
  await other.open(link)
  await expect(other.documentName()).toHaveText(name)
  await expect(other.canvas.nodes).toHaveCount(7)
  expect(await other.savedText()).toBe(text)
  await other.page.reload()
  await expect(other.canvas.nodes).toHaveCount(7)
  expect(await other.savedText()).toBe(text)

  // A link that is followed where the editor is open already opens as well.
  await editor.chooseFromMenu('New document')
  await expect(editor.canvas.nodes).toHaveCount(0)
  await editor.open(link)
  await expect(editor.canvas.nodes).toHaveCount(7)
  expect(await editor.savedText()).toBe(text)
})

test('a saved file opens again, and anything that is not a graph is rejected with a reason', async ({
  editor,
  page,
}) => {
  await editor.openVae()
  await editor.renameDocument(name)
  await editor.canvas.select('Decoder')
  await page.keyboard.press('Control+m')
  const text = await editor.savedText()

  await editor.chooseFromMenu('New document')
  await expect(editor.canvas.nodes).toHaveCount(0)
  await editor.openFile('kept.genloom', text)
  await expect(editor.documentName()).toHaveText(name)
  await expect(editor.canvas.node('Decoder')).toHaveAccessibleName(/muted/)
  expect(await editor.savedText()).toBe(text)

  await editor.openFile('broken.genloom', text.slice(0, text.length / 2))
  await expect(page.getByRole('alert')).toContainText('The file holds no valid graph')
  expect(await editor.savedText()).toBe(text)
})

test('what was edited survives a reload', async ({ editor, page }) => {
  await editor.openVae()
  await editor.canvas.select('Encoder')
  await editor.setUnits(1, 77)
  await page.reload()
  await expect(editor.canvas.nodes).toHaveCount(7)
  await editor.canvas.select('Encoder')
  await expect(editor.inspector.getByRole('button', { name: /^Layer 1, Dense 77/ })).toBeVisible()
})
