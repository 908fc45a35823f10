// What the person looks at: selection, open panels and dialogs, the wire being dragged. Never part of undo.
import type { ConnectionCheck } from '../../compiler/inference/connection.ts'
import type { Box, Endpoint, Point } from '../../graph/document.ts'
import type { Fragment } from '../../graph/fragment.ts'
import type { Fix } from '../../graph/problems.ts'

export type Side = 'output' | 'input'
export type DialogName = 'commands' | 'findNode' | 'shortcuts' | 'gallery' | 'connect' | 'share'
export type PanelName = 'left' | 'inspector' | 'dock'

export interface DanglingWire {
  readonly end: Endpoint
  /** What `end` is. */
  readonly side: Side
}

export interface WireDrag extends DanglingWire {
  /** The input that the wire was taken off. */
  readonly lifted: Endpoint | null
  /** For each port on the other side, whether the wire may end there. */
  readonly verdicts: ReadonlyMap<string, ConnectionCheck>
}

/** A wire that was refused when it was dropped. */
export interface Refusal {
  readonly at: Point
  readonly reason: string
  readonly fixes: readonly Fix[]
}

/** Search for a node to add; with a dangling wire, only what fits it. */
export interface AddSearch {
  /** On the screen. */
  readonly at: Point
  readonly wire?: DanglingWire
}

export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'success' | 'error'
  readonly message: string
  readonly action?: { readonly title: string; run(): void }
  /** Until it is dismissed, as errors do. */
  readonly stays?: boolean
}

/** What the canvas can do for commands; it is there while the canvas is on the page. */
export interface CanvasHandle {
  fit(ids?: readonly string[]): void
  zoomBy(factor: number): void
  resetZoom(): void
  toCanvas(screen: Point): Point
  toScreen(canvas: Point): Point
  /** Middle of what is visible, on the canvas. */
  middle(): Point
  /** The part of the canvas that is visible. */
  view(): Box
  /** Shows a part of the canvas, no larger than things are shown now. */
  widenTo(part: Box): void
  focusNode(id: string): void
  sizeOf(id: string): Point
}

export interface ViewSlice {
  /** Nodes, frames and notes by id. Ids of things that are gone stay, so that undo brings them back selected. */
  readonly selection: ReadonlySet<string>
  /** Wires by `node.port` of their end. */
  readonly selectedWires: ReadonlySet<string>
  readonly panels: Readonly<Record<PanelName, boolean>>
  readonly panelSizes: Readonly<Record<PanelName, number>>
  readonly leftTab: 'palette' | 'outline'
  readonly dockTab: string
  readonly dialog: DialogName | null
  readonly addSearch: AddSearch | null
  readonly wireDrag: WireDrag | null
  /** The wire that a dragged node would be put on, by its end. */
  readonly insertTarget: string | null
  readonly refusal: Refusal | null
  /** Said by screen readers. */
  readonly announcement: string
  readonly notices: readonly Notice[]
  readonly canvas: CanvasHandle | null
  /** What was last copied here, for when the system's clipboard is out of reach. */
  readonly copied: Fragment | null
  select(ids: Iterable<string>): void
  selectWires(ends: Iterable<string>): void
  setPanel(panel: PanelName, open: boolean): void
  resizePanel(panel: PanelName, size: number): void
  showLeftTab(tab: 'palette' | 'outline'): void
  /** Opens the dock at a tab. */
  showDockTab(tab: string): void
  openDialog(dialog: DialogName | null): void
  openAddSearch(search: AddSearch | null): void
  startWire(wire: DanglingWire, lifted?: Endpoint): void
  endWire(): void
  aimAtWire(end: string | null): void
  refuse(refusal: Refusal | null): void
  announce(message: string): void
  notify(notice: Omit<Notice, 'id'>): void
  dismissNotice(id: number): void
  setCanvas(canvas: CanvasHandle | null): void
  setCopied(fragment: Fragment): void
  /** Selects a node, brings it into view and opens the inspector. */
  goTo(node: string): void
}

/** Pixels. */
export const panelLimits: Readonly<Record<PanelName, readonly [smallest: number, largest: number]>> = {
  left: [184, 400],
  inspector: [248, 520],
  dock: [120, 560],
}
