// The editor as a person uses it: every method is something people do or see, found by role and label.
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'
import { Canvas } from './canvas.ts'
import { Studio } from './studio.ts'

export class Editor {
  readonly page: Page
  readonly canvas: Canvas
  readonly studio: Studio
  readonly inspector: Locator
  readonly gallery: Locator
  /** Why a wire was rejected, with its fixes. */
  readonly refusal: Locator

  constructor(page: Page) {
    this.page = page
    this.canvas = new Canvas(page)
    this.studio = new Studio(page)
    this.inspector = page.getByRole('complementary', { name: 'Inspector' })
    this.gallery = page.getByRole('dialog', { name: 'Start with a model' })
    this.refusal = page.getByRole('alertdialog', { name: 'Wire rejected' })
  }

  /** Opens the page; with a link, the graph that it holds. */
  async open(link = './'): Promise<void> {
    await this.page.goto(link)
    await expect(this.page.getByRole('heading', { level: 1 })).toBeVisible()
  }

  /** Chooses in the gallery; its cards are named by title and one line of text. */
  async startFrom(title: RegExp): Promise<void> {
    await this.gallery.getByRole('button', { name: title }).click()
    await expect(this.gallery).toBeHidden()
  }

  async openVae(): Promise<void> {
    await this.open()
    await this.startFrom(/^Variational autoencoder/)
    await expect(this.canvas.nodes).toHaveCount(7)
  }

  async openEmptyCanvas(): Promise<void> {
    await this.open()
    await this.startFrom(/^Empty canvas/)
  }

  async undo(): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'History' }).getByRole('button', { name: 'Undo' }).click()
  }

  async redo(): Promise<void> {
    await this.page.getByRole('toolbar', { name: 'History' }).getByRole('button', { name: 'Redo' }).click()
  }

  /** By this many presses of an arrow key on its edge. */
  async raiseDock(presses: number): Promise<void> {
    const edge = this.page.getByRole('separator', { name: 'Height of the dock' })
    for (let press = 0; press < presses; press++) await edge.press('ArrowUp')
  }

  /** The documents that are open; hidden where there is only one. */
  get documents(): Locator {
    return this.page.getByRole('navigation', { name: 'Open documents' })
  }

  documentTab(title: string): Locator {
    return this.documents.getByRole('button', { name: new RegExp(`^${title}`) })
  }

  documentName(): Locator {
    return this.page.getByRole('button', { name: /^Document name/ })
  }

  async renameDocument(name: string): Promise<void> {
    await this.documentName().click()
    const field = this.page.getByRole('textbox', { name: 'Document name' })
    await field.pressSequentially(name)
    await expect(field).toHaveValue(name)
    await field.press('Enter')
    await expect(this.documentName()).toHaveText(name)
  }

  async chooseFromMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Menu', exact: true }).click()
    await this.page.getByRole('menuitem', { name: item }).click()
  }

  /** The text of the file that Save gives. */
  async savedText(): Promise<string> {
    const saved = this.page.waitForEvent('download')
    await this.page.keyboard.press('Control+s')
    return readFile(await (await saved).path(), 'utf8')
  }

  async openFile(name: string, text: string): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.chooseFromMenu('Open file…')
    const file = { name, mimeType: 'application/json', buffer: Buffer.from(text) }
    await (await chooser).setFiles(file)
  }

  /** The link that Share copies. */
  async sharedLink(): Promise<string> {
    await this.page.getByRole('button', { name: 'Share', exact: true }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Share' })
    await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible()
    const link = await this.page.evaluate(() => navigator.clipboard.readText())
    await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(link)
    await dialog.getByRole('button', { name: 'Close' }).click()
    return link
  }

  /** Sets a number in the inspector or the dock, found by its label there. */
  async setNumber(place: Locator, label: string, value: number): Promise<void> {
    const field = place.getByRole('textbox', { name: label, exact: true })
    await field.fill(String(value))
    await field.press('Enter')
    await expect(field).toHaveValue(String(value))
  }

  /** Gives one layer of the selected network as many units. */
  async setUnits(layer: number, units: number): Promise<void> {
    await this.inspector.getByRole('button', { name: new RegExp(`^Layer ${layer},`) }).click()
    await this.setNumber(this.inspector.getByRole('region', { name: 'Layers' }), 'Units', units)
  }
}
