// Training, samples and code as a person uses them: the run's controls, and the tabs of the dock.
import { expect, type Locator, type Page } from '@playwright/test'

/** Nats per example of a model that knows nothing: each of 784 pixels is a fair coin. */
export const ignorance = 784 * Math.LN2

export class Studio {
  readonly settings: Locator
  readonly code: Locator
  private readonly page: Page
  private readonly run: Locator

  constructor(page: Page) {
    this.page = page
    this.run = page.getByRole('group', { name: 'Run' })
    this.settings = page.getByRole('region', { name: 'Training settings' })
    this.code = page.getByRole('tabpanel', { name: 'Code' })
  }

  async show(tab: 'Training' | 'Samples' | 'Latent' | 'Density' | 'Checks' | 'Code' | 'Problems'): Promise<void> {
    await this.page.getByRole('tablist', { name: 'Dock' }).getByRole('tab', { name: tab }).click()
    await expect(this.page.getByRole('tabpanel', { name: tab, exact: true })).toBeVisible()
  }

  /** Run, Continue, Pause, Resume, Step, Stop or Reset. */
  control(name: string): Locator {
    return this.run.getByRole('button', { name, exact: true })
  }

  async press(control: string): Promise<void> {
    await this.control(control).click()
  }

  /** A word of the progress line, such as "paused". */
  async expectStatus(word: string, timeout = 90_000): Promise<void> {
    await expect(this.run.getByText(word)).toBeVisible({ timeout })
  }

  async chooseBackend(title: string): Promise<void> {
    const chip = this.page.getByRole('button', { name: /^Backend: / })
    await chip.click()
    await this.page.getByRole('dialog', { name: 'Backend' }).getByRole('radio', { name: title }).check()
    await this.page.keyboard.press('Escape')
  }

  async expectBackend(title: string): Promise<void> {
    await expect(this.page.getByRole('button', { name: `Backend: ${title}` })).toBeVisible({ timeout: 90_000 })
  }

  /** The description of the current backend, and of those skipped. */
  async backendDetail(): Promise<string> {
    await this.page.getByRole('button', { name: /^Backend: / }).click()
    const detail = await this.page.getByRole('dialog', { name: 'Backend' }).innerText()
    await this.page.keyboard.press('Escape')
    return detail
  }

  /** A term's newest training value in nats, from the table beside the charts; NaN before there is one. */
  async trainValue(term: string): Promise<number> {
    const table = this.page.getByRole('table', { name: 'Current values' })
    const row = table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: term, exact: true }) })
    const cell = row.getByRole('cell').first()
    return (await cell.count()) === 0 ? Number.NaN : Number(await cell.textContent())
  }

  /** Waits until the objective has fallen below this many nats. */
  async expectObjectiveBelow(nats: number): Promise<void> {
    await expect.poll(() => this.trainValue('Objective'), { timeout: 100_000 }).toBeLessThan(nats)
  }

  /** Lines of the file that is shown, in Monaco and as plain text alike. */
  codeLine(text: string): Locator {
    return this.code.locator('.view-line, [data-line]').filter({ hasText: text })
  }

  /** The lines of the selected nodes. */
  markedLines(): Locator {
    return this.code.locator('[class*="marked"], [data-marked]')
  }

  samples(): Locator {
    return this.page.getByRole('img', { name: /samples of the model/ })
  }

  reconstructions(): Locator {
    return this.page.getByRole('img', { name: /originals, each next to its reconstruction/ })
  }
}

/** How many different colours a canvas shows. */
export const coloursOf = (picture: Locator): Promise<number> =>
  picture.evaluate((canvas) => {
    if (!(canvas instanceof HTMLCanvasElement)) throw new Error('The picture is not a canvas.')
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
    return new Set(pixels && new Uint32Array(pixels.buffer)).size
  })
