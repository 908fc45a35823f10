// The view of one document: selection, viewport, the wire being dragged. Never part of undo.
import type { ConnectionCheck } from '../../compiler/inference/connection.ts'
import type { Box, Endpoint, Point } from '../../graph/document.ts'
import type { Fix } from '../../graph/problems.ts'

export type Side = 'output' | 'input'

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

/** The canvas's interface for commands; it exists while the canvas is on the page. */
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

/** Where the canvas was left. */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

export interface ViewSlice {
  /** Nodes, frames and notes by id. Ids of things that are gone stay, so that undo brings them back selected. */
  readonly selection: ReadonlySet<string>
  /** Wires by `node.port` of their end. */
  readonly selectedWires: ReadonlySet<string>
  /** `null` until the document has been shown. */
  readonly viewport: Viewport | null
  readonly dockTab: string
  readonly addSearch: AddSearch | null
  readonly wireDrag: WireDrag | null
  /** The wire that a dragged node would be put on, by its end. */
  readonly insertTarget: string | null
  readonly refusal: Refusal | null
  readonly canvas: CanvasHandle | null
  select(ids: Iterable<string>): void
  selectWires(ends: Iterable<string>): void
  /** Of either kind, while the other is unchanged. */
  changeSelection(change: Partial<Pick<ViewSlice, 'selection' | 'selectedWires'>>): void
  keepViewport(viewport: Viewport): void
  /** Opens the dock at a tab. */
  showDockTab(tab: string): void
  openAddSearch(search: AddSearch | null): void
  startWire(wire: DanglingWire, lifted?: Endpoint): void
  endWire(): void
  aimAtWire(end: string | null): void
  refuse(refusal: Refusal | null): void
  setCanvas(canvas: CanvasHandle | null): void
  /** Selects a node, brings it into view and opens the inspector. */
  goTo(node: string): void
}
