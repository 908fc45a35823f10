// Networks come and go, and so do versions of the site.
import { appendFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises'
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

  test('visited once, the site opens and trains offline; a new version is offered, and edits stay', async ({
    editor,
    page,
    context,
    site,
  }) => {
    await editor.openVae()
    await page.evaluate(() => navigator.serviceWorker.ready)
    await context.setOffline(true)
    await page.reload()
    await expect(editor.canvas.nodes).toHaveCount(7)
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true)
    await editor.studio.chooseBackend('WebAssembly')
    await editor.studio.press('Step')
    await editor.studio.expectStatus('paused')
    await editor.studio.show('Samples')
    await expect(editor.studio.samples()).toBeVisible()
    await editor.renameDocument('Made offline')

    await context.setOffline(false)
    await appendFile(join(site, 'sw.js'), '\n// A newer version.')
    await page.evaluate(async () => {
      Object.assign(window, { isSamePage: true })
      await (await navigator.serviceWorker.ready).update()
    })
    const offer = page.getByRole('button', { name: 'Reload' })
    await expect(offer).toBeVisible()
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true)
    await editor.renameDocument('Made before the change')
    await offer.click()
    await page.waitForFunction(() => !('isSamePage' in window))
    await expect(editor.documentName()).toHaveText('Made before the change')
    await expect(offer).toBeHidden()
  })
})

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
  // The part is there, and the text that it shows is not.
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
  await page.close()
})
