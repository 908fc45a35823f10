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
    await expect(page.getByRole('alert')).toContainText('This browser is not saving your changes')
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

test('an edit survives a page that crashes', async ({ editor, page, context }) => {
  await editor.openVae()
  await editor.renameDocument('Before the crash')
  await expect.poll(() => page.evaluate(keptTitles)).toContain('Before the crash')
  const crashed = page.waitForEvent('crash')
  const session = await context.newCDPSession(page)
  // Nobody is left to answer.
  void session.send('Page.crash').catch(() => undefined)
  await crashed
  const next = new Editor(await context.newPage())
  await next.open()
  await expect(next.documentName()).toHaveText('Before the crash')
})

/** Titles of the documents in the browser's database. */
async function keptTitles(): Promise<string[]> {
  const answer = <Value>(request: IDBRequest<Value>) =>
    new Promise<Value>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error))
    })
  const database = await answer(indexedDB.open('genloom'))
  const documents: { title: string }[] = await answer(
    database.transaction('documents').objectStore('documents').getAll(),
  )
  database.close()
  return documents.map(({ title }) => title)
}

test('a full disk is said for the document and for its run, and both are kept when there is room again', async ({
  editor,
  page,
}) => {
  await page.addInitScript(() => {
    const { put } = IDBObjectStore.prototype
    IDBObjectStore.prototype.put = function (...given) {
      if (sessionStorage.getItem('disk') !== 'free') throw new DOMException('no room', 'QuotaExceededError')
      return put.apply(this, given)
    }
  })
  await editor.openVae()
  await editor.renameDocument('On a full disk')
  const alert = page.getByRole('alert')
  await expect(alert.filter({ hasText: 'This browser is not saving your changes (no room): save them' })).toBeVisible()
  await editor.studio.chooseBackend('WebAssembly')
  await editor.studio.press('Run')
  await expect(
    alert.filter({ hasText: 'The browser cannot save this run (no room). Training continues' }),
  ).toBeVisible()
  await page.evaluate(() => sessionStorage.setItem('disk', 'free'))
  await expect(page.getByRole('paragraph').filter({ hasText: 'is saving your changes again.' })).toBeVisible()
  await expect(page.getByRole('paragraph').filter({ hasText: 'is saving this run again.' })).toBeVisible()
  await editor.studio.press('Pause')
  await editor.studio.expectStatus('paused')
  const goOn = page.getByRole('button', { name: /^Continue\s*from step [1-9]/ })
  await expect(async () => {
    await page.reload()
    await expect(goOn).toBeVisible({ timeout: 3000 })
  }).toPass()
  await expect(editor.documentName()).toHaveText('On a full disk')
})

test('a run that no memory is enough for is not started, one that takes much of it is warned of, both with bytes', async ({
  editor,
  page,
}) => {
  await page.addInitScript(() => Object.defineProperty(navigator, 'deviceMemory', { value: 2 }))
  await editor.openVae()
  await editor.canvas.select('Encoder')
  await editor.setUnits(1, 65_536)
  await editor.canvas.select('Decoder')
  await editor.setUnits(1, 65_536)
  await editor.studio.show('Training')
  await editor.setNumber(editor.studio.settings, 'Batch size', 4096)
  await expect(editor.studio.control('Run')).toHaveAttribute('aria-disabled', 'true')
  await page.getByRole('button', { name: '1 problem to fix first' }).click()
  await expect(page.getByText(/^A run would take about \d+ GB, but (a page|WebAssembly) has /)).toBeVisible()
  const mend = page.getByRole('button', { name: /^Set the batch size to \d+$/ })
  await mend.click()
  await expect(editor.studio.control('Run')).toHaveAttribute('aria-disabled', 'false')
  await expect(
    page.getByText(/^A run would take about [\d.]+ GB, more than half of the 2\.15 GB that this device has/),
  ).toBeVisible()
})

test('two windows on one document do not overwrite each other', async ({ editor, context }) => {
  await editor.openVae()
  await editor.renameDocument('In the first window')
  await expect(async () => {
    const other = new Editor(await context.newPage())
    await other.open()
    await expect(other.documentName()).toHaveText('In the first window', { timeout: 3000 })
    await other.renameDocument('In the second window')
    await other.page.close({ runBeforeUnload: true })
  }).toPass()
  await editor.renameDocument('Still in the first window')
  await editor.page.reload()
  await expect(editor.documentName()).toHaveText('Still in the first window')
  await editor.chooseFromMenu('Templates and recent documents')
  const recent = editor.gallery.getByRole('region', { name: 'Recent' })
  await expect(recent.getByRole('button', { name: /^In the second window/ })).toBeVisible()
  await expect(recent.getByRole('button', { name: /^Still in the first window/ })).toBeVisible()
})
