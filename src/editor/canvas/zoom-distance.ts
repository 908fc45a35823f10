// What can still be made out at a zoom. Below `print` the small print of a card goes, below `names` all but its name; what
// is left becomes larger. The styles read it off the canvas's `data-far`.
export type ZoomDistance = 'print' | 'names'

const farZoom: Readonly<Record<ZoomDistance, number>> = { print: 0.68, names: 0.45 }

/** Undefined from near by, where everything is shown. */
export function distanceAt(zoom: number): ZoomDistance | undefined {
  if (zoom < farZoom.names) return 'names'
  return zoom < farZoom.print ? 'print' : undefined
}
