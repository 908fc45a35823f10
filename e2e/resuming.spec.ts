// A run outlives its page, its document's absence and its worker.
import type { Page } from '@playwright/test'
import type { Editor } from './editor.ts'
import { ignorance } from './studio.ts'
import { expect, test } from './test.ts'

test('a run goes on after a reload, and waits while its document is closed', async ({ editor, page }) => {
  const { studio } = editor
  await editor.openVae()
  await studio.chooseBackend('WebAssembly')
  await studio.press('Run')
  await studio.show('Training')
  await studio.expectObjectiveBelow(ignorance)
  await studio.press('Pause')
  await studio.expectStatus('paused')
  const trained = await studio.trainValue('Objective')
  await untilKept(page)
  const goOn = page.getByRole('button', { name: /^Continue\s*from step [1-9]/ })

  await expect(async () => {
    await page.reload()
    await expect(goOn).toBeVisible({ timeout: 3000 })
  }).toPass()
  await studio.show('Training')
  expect(await studio.trainValue('Objective')).toBeCloseTo(trained, 1)
  await expect(page.getByText('The graph changed')).toHaveCount(0)

  await goOn.click()
  await expect(studio.control('Pause')).toBeVisible()

  // A run belongs to its document: it goes on behind another, ends when it is closed, and waits for it.
  await editor.chooseFromMenu('New document')
  await expect(studio.control('Pause')).toBeHidden()
  await expect(page.getByRole('progressbar', { name: 'Training progress' })).toBeHidden()
  await editor.documentTab('VAE').click()
  await expect(studio.control('Pause')).toBeVisible()
  await editor.chooseFromMenu('Close document')
  await expect(studio.control('Pause')).toBeHidden()
  await editor.chooseFromMenu('Templates and recent documents')
  await editor.gallery.getByRole('region', { name: 'Recent' }).getByRole('button', { name: /^VAE/ }).click()
  await expect(goOn).toBeVisible()
})

test('a worker that ends silently is replaced, and the run continues from its last state', async ({ editor, page }) => {
  const { studio } = editor
  const worker = await trainInWorker(editor, page)
  const replaced = page.waitForEvent('worker')
  await worker.evaluate(() => self.close())
  await replaced
  await expect(
    page.getByRole('status').filter({ hasText: /ended without an error message.*continues from step/ }),
  ).toBeVisible()
  await studio.expectObjectiveBelow(220)
})

test('also over plain http, where no lock signals the end', async ({ editor, page }) => {
  const { studio } = editor
  // As browsers leave them out there; beats come from a worker inside the worker.
  await page.route(/\/worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `delete WorkerNavigator.prototype.locks;${await response.text()}` })
  })
  const worker = await trainInWorker(editor, page)
  expect(await worker.evaluate(() => 'locks' in navigator)).toBe(false)
  await worker.evaluate(() => self.close())
  const notice = page.getByRole('status').filter({ hasText: /ended without an error message.*continues from step/ })
  await expect(notice).toBeVisible({ timeout: 15_000 })
  await studio.expectObjectiveBelow(220)
})

test('a graphics device that is lost is replaced, and the run goes on', { tag: '@full' }, async ({ editor, page }) => {
  const { studio } = editor
  await page.route(/\/worker-[^/]+\.js$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `(${keepDevice})();${await response.text()}` })
  })
  await editor.open()
  await editor.startFrom(/Eight couplings/)
  await studio.chooseBackend('WebGPU')
  const started = page.waitForEvent('worker')
  await studio.press('Run')
  const worker = await started
  await studio.show('Training')
  await expect.poll(() => studio.trainValue('Objective'), { timeout: 60_000 }).toBeGreaterThan(-100)
  await worker.evaluate(() => 'device' in self && self.device instanceof GPUDevice && self.device.destroy())
  const notice = page
    .getByRole('status')
    .filter({ hasText: /graphics device was lost.*continues from step \d+ on webgpu/ })
  await expect(notice).toBeVisible({ timeout: 60_000 })
  await studio.expectBackend('WebGPU')
  await expect(studio.control('Pause')).toBeVisible()
})

/** What the browser keeps of a run it writes in a moment; a page that is gone before that has kept none. */
async function untilKept(page: Page) {
  const countRuns = () =>
    new Promise<number>((resolve) => {
      const opening = indexedDB.open('genloom-runs')
      opening.onsuccess = () => {
        const counting = opening.result.transaction('runs').objectStore('runs').count()
        counting.onsuccess = () => {
          opening.result.close()
          resolve(counting.result)
        }
      }
    })
  await expect.poll(() => page.evaluate(countRuns)).toBe(1)
}

/** In the worker: lets a journey have the device that the run has. */
function keepDevice() {
  const { requestDevice } = GPUAdapter.prototype
  GPUAdapter.prototype.requestDevice = async function (...asked) {
    const device = await requestDevice.apply(this, asked)
    return Object.assign(self, { device }).device
  }
}

/** @returns the worker, once it has learned something. */
async function trainInWorker(editor: Editor, page: Page) {
  const { studio } = editor
  await editor.openVae()
  await studio.chooseBackend('WebAssembly')
  const started = page.waitForEvent('worker')
  await studio.press('Run')
  const worker = await started
  await studio.show('Training')
  await studio.expectObjectiveBelow(ignorance)
  return worker
}
