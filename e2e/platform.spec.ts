// What the page does where the browser lacks or refuses something, and when it dies.
import { Editor } from './editor.ts'
import { expect, test } from './test.ts'

for (const [what, script] of [
  ['refused', "indexedDB.open = () => { throw new DOMException('storage is off', 'SecurityError') }"],
  [
    'never answered',
    `const { open } = IDBFactory.prototype
     IDBFactory.prototype.open = function (...asked) {
       return Object.assign(open.apply(this, asked), { addEventListener() {} })
     }`,
  ],
] as const) {
  test(`a database that is ${what} leaves a page that works and says so`, async ({ editor, page }) => {
    await page.addInitScript({ content: script })
    await editor.openVae()
    await editor.renameDocument('From memory')
    await expect(page.getByRole('alert')).toContainText('This browser is not keeping your changes')
    expect(await editor.savedText()).toContain('From memory')
  })
}

test('an edit survives a page that is closed at once', async ({ editor, page, context }) => {
  await editor.openVae()
  await editor.renameDocument('Left at once')
  await page.close({ runBeforeUnload: true })
  const next = new Editor(await context.newPage())
  await next.open()
  await expect(next.documentName()).toHaveText('Left at once')
})
