// Networks come and go, and so do versions of the site.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { headerRules, headersOf } from '../scripts/site-headers.ts'
import { Editor } from './editor.ts'
import { serveFolder } from './static-server.ts'
import { test as base, expect } from './test.ts'

const test = base.extend<{ readonly site: string }>({
  /** A folder of the built site, which the journey may change. */
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  site: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'genloom-site-'))
    await cp(fileURLToPath(new URL('../dist/', import.meta.url)), folder, { recursive: true })
    await use(folder)
    await rm(folder, { recursive: true })
  },
  baseURL: async ({ site }, use) => {
    const rules = headerRules(await readFile(join(site, 'index.html'), 'utf8'))
    const server = await serveFolder(site, '/', (file) => headersOf(file, rules))
    await use(server.url)
    await server.close()
  },
})

test.describe('with a service worker', () => {
  test.use({ serviceWorkers: 'allow' })

  test('visited once, the site opens and trains offline, and shows code in its editor', async ({
    editor,
    page,
    context,
  }) => {
    await editor.openVae()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await expect.poll(() => page.evaluate(hasLargeParts), { timeout: 60_000 }).toBe(true)
    await context.setOffline(true)
    await page.reload()
    await expect(editor.canvas.nodes).toHaveCount(7)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    await editor.studio.show('Code')
    await expect(editor.studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
    await editor.studio.chooseBackend('WebAssembly')
    await editor.studio.press('Step')
    await editor.studio.expectStatus('paused')
    await editor.studio.show('Samples')
    await expect(editor.studio.samples()).toBeVisible()
    await editor.renameDocument('Made offline')
  })

  test('a new version is offered in both windows; the one that stays with the old has all its parts', async ({
    editor,
    page,
    context,
    site,
  }) => {
    await editor.openVae()
    await page.evaluate(() => navigator.serviceWorker.ready)
    const other = new Editor(await context.newPage())
    await other.open()
    await expect(other.canvas.nodes).toHaveCount(7)
    await other.renameDocument('In the other window')
    for (const window of [page, other.page]) await window.evaluate(() => Object.assign(window, { isSame: true }))
    const isSame = ({ page }: Editor) => page.evaluate(() => 'isSame' in window)
    const offer = ({ page }: Editor) => page.getByRole('button', { name: 'Reload' })

    await deployWithout(site, /^KindText-.*\.js$/)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    for (const window of [editor, other]) {
      await expect(offer(window)).toBeVisible()
      expect(await isSame(window)).toBe(true)
    }
    await editor.renameDocument('Made before the change')
    await offer(editor).click()
    await expect.poll(() => isSame(editor).catch(() => true)).toBe(false)
    await expect(editor.documentName()).toHaveText('Made before the change')
    await expect(offer(editor)).toBeHidden()

    expect(await isSame(other)).toBe(true)
    await other.canvas.select('Evidence lower bound')
    await other.inspector.getByRole('button', { name: 'How it works' }).click()
    await expect(other.inspector.locator('.katex').first()).toBeVisible()
    await offer(other).click()
    await expect.poll(() => isSame(other).catch(() => true)).toBe(false)
    await expect(other.documentName()).toHaveText('In the other window')
    await expect(offer(other)).toBeHidden()
  })
})

/** Whether the browser keeps all that the service worker does not fetch ahead. */
async function hasLargeParts(): Promise<boolean> {
  const paths: string[] = await (await fetch('./large-parts.json')).json()
  return (await Promise.all(paths.map((path) => caches.match(path)))).every(Boolean)
}

/** Makes a newer version of the site that has the files of this name no more. */
async function deployWithout(site: string, name: RegExp): Promise<void> {
  const files = (await readdir(join(site, 'assets'))).filter((file) => name.test(file))
  expect(files).not.toEqual([])
  let worker = await readFile(join(site, 'sw.js'), 'utf8')
  for (const file of files) {
    await rm(join(site, 'assets', file))
    expect(worker).toContain(file)
    worker = worker.replace(`{url:"assets/${file}",revision:null},`, '')
    expect(worker).not.toContain(file)
  }
  await writeFile(join(site, 'sw.js'), worker)
}

test('a part that did not arrive is had by trying again, with its styles', async ({ browser, baseURL }) => {
  // Not in the page of the fixtures: what does not arrive is an error on the console.
  const page = await browser.newPage(baseURL ? { baseURL } : {})
  const editor = new Editor(page)
  await editor.openVae()
  await editor.canvas.select('Evidence lower bound')
  const again = editor.inspector.getByRole('button', { name: 'Try again' })
  const missing = editor.inspector.getByRole('alert')
  const explain = () => editor.inspector.getByRole('button', { name: 'How it works' }).click()

  const withhold = async (...files: string[]) => {
    await page.unrouteAll()
    for (const file of files) await page.route(`**/assets/${file}`, (route) => route.abort())
  }

  await withhold('KindText-*.js', 'KindText-*.css')
  await explain()
  await expect(missing).toContainText('The text could not be loaded')
  for (const file of ['KindText-*.css', 'KindText-*.js']) {
    await withhold(file)
    await again.press('Enter')
    await expect(again).toBeFocused()
  }
  // The part exists, but the text that it shows does not.
  const text = page.waitForEvent('requestfailed')
  await withhold('evidence-lower-bound-*.js')
  await again.press('Enter')
  await text
  await expect(missing).toContainText('The text could not be loaded')
  await withhold()
  await again.press('Enter')
  const formula = editor.inspector.locator('.katex').first()
  await expect(formula).toBeVisible()
  await expect(formula).toHaveCSS('font-family', /KaTeX/)

  // Without its editor the code can be read all the same.
  await withhold('CodeEditor-*.js')
  await editor.studio.show('Code')
  await expect(editor.studio.code.getByRole('alert')).toContainText('The code editor could not be loaded')
  await expect(editor.studio.codeLine('export function objective(')).toBeVisible()
  await withhold()
  await editor.studio.code.getByRole('button', { name: 'Try again' }).click()
  await expect(editor.studio.code.getByText('No type errors')).toBeVisible({ timeout: 60_000 })
  await page.close()
})
