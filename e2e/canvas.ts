// The canvas as a person uses it. Nodes are known by their titles; their accessible names also say what is wired to what.
import { expect, type Locator, type Page } from '@playwright/test'

export interface PortName {
  readonly node: string
  readonly port: string
}

interface Place {
  readonly x: number
  readonly y: number
}

export class Canvas {
  readonly area: Locator
  readonly nodes: Locator
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
    this.area = page.getByRole('region', { name: 'Canvas' })
    this.nodes = this.area.getByRole('group').and(page.locator('[aria-label*=" node,"]'))
  }

  node(title: string): Locator {
    return this.nodes.and(this.page.getByRole('group', { name: new RegExp(`^${title}, `) }))
  }

  /** Waits until the node's accessible name says that its input is wired so. */
  async expectWire(from: string, to: PortName): Promise<void> {
    await expect(this.node(to.node)).toHaveAccessibleName(wiredFrom(to.port, from))
  }

  async expectNoWire(to: PortName): Promise<void> {
    await expect(this.node(to.node)).toHaveAccessibleName(new RegExp(`input ${to.port} not connected`))
  }

  /** Presses the mouse on the node's title. */
  async select(title: string): Promise<void> {
    await this.node(title).getByRole('heading').click()
    await expect(this.node(title)).toHaveClass(/\bselected\b/)
  }

  /** Drags a wire from an output to an input. */
  async drawWire(from: PortName, to: PortName): Promise<void> {
    await this.drag(await this.portPlace(from, 'output'), await this.portPlace(to, 'input'))
  }

  /** Takes the wire off an input and lets it go over nothing. */
  async pullOff(to: PortName, at: Place): Promise<void> {
    await this.drag(await this.portPlace(to, 'input'), at)
  }

  /** Drags a wire from an output and lets it go over nothing, which asks what to add. */
  async drawWireIntoNothing(from: PortName, at: Place): Promise<void> {
    await this.drag(await this.portPlace(from, 'output'), at)
  }

  /** Whether each node lies within the canvas, so that the graph is seen whole. */
  async showsAll(): Promise<boolean> {
    const area = await this.area.boundingBox()
    const nodes = await Promise.all((await this.nodes.all()).map((node) => node.boundingBox()))
    return nodes.every(
      (node) =>
        area &&
        node &&
        node.x >= area.x &&
        node.y >= area.y &&
        node.x + node.width <= area.x + area.width &&
        node.y + node.height <= area.y + area.height,
    )
  }

  async moveNode(title: string, by: Place): Promise<void> {
    const { x, y } = middleOf(await this.node(title).getByRole('heading').boundingBox())
    await this.drag({ x, y }, { x: x + by.x, y: y + by.y })
  }

  /** A point of the canvas, in shares of its width and height. */
  async pointAt(across: number, down: number): Promise<Place> {
    const box = await this.area.boundingBox()
    if (!box) throw new Error('The canvas is not on the page.')
    return { x: box.x + box.width * across, y: box.y + box.height * down }
  }

  async addFromPalette(kind: string, at: Place): Promise<void> {
    const box = await this.area.boundingBox()
    if (!box) throw new Error('The canvas is not on the page.')
    const entry = this.page.getByRole('button', { name: `Add ${kind}`, exact: true })
    await entry.dragTo(this.area, { targetPosition: { x: at.x - box.x, y: at.y - box.y } })
    await expect(this.node(kind)).toBeVisible()
  }

  /** Types into the search that is open and takes the best match. */
  async takeFromSearch(text: string): Promise<void> {
    const search = this.page.getByRole('dialog', { name: 'Add a node' }).getByRole('combobox')
    await expect(search).toBeFocused()
    await this.page.keyboard.type(text)
    await this.page.keyboard.press('Enter')
    await expect(search).toBeHidden()
  }

  private async portPlace({ node, port }: PortName, side: 'input' | 'output'): Promise<Place> {
    const grip = this.node(node).locator(`[data-side="${side}"][data-port="${port}"]`)
    return middleOf(await grip.boundingBox())
  }

  private async drag(from: Place, to: Place): Promise<void> {
    const { mouse } = this.page
    await mouse.move(from.x, from.y)
    await mouse.down()
    // Two moves: the first turns the press into a drag.
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2)
    await mouse.move(to.x, to.y)
    await mouse.up()
  }
}

const wiredFrom = (port: string, from: string) => new RegExp(`input ${port} connected from ${from}`)

function middleOf(box: { x: number; y: number; width: number; height: number } | null): Place {
  if (!box) throw new Error('It is not on the page.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}
