// Draws axes and layers on a canvas.
import { coloured, colourMap } from './colour-maps.ts'
import { along, type Frame, ticksIn, toCanvas } from './frame.ts'
import type { BarLayer, CellLayer, DotLayer, LineLayer, PlotLayer, RingLayer, WordLayer } from './layers.ts'

type Brush = CanvasRenderingContext2D

/** How the page is coloured now. */
export interface Palette {
  readonly isDark: boolean
  colourOf(name: string): string
}
type ColourOf = Palette['colourOf']

/** An axis without a name measures nothing and has no ticks. */
export type AxisTitles = readonly [x: string, y: string]

const font = '10.5px "Inter Variable", Inter, system-ui, sans-serif'
const wordFont = '600 10px "Inter Variable", Inter, system-ui, sans-serif'

export function drawPlot(
  brush: Brush,
  frame: Frame,
  layers: readonly PlotLayer[],
  titles: AxisTitles,
  palette: Palette,
): void {
  const { left, top, width, height } = frame
  const colourOf = (name: string) => palette.colourOf(name)
  for (const layer of layers) if (layer.layer === 'cells') drawCells(brush, frame, layer, palette.isDark)
  drawAxes(
    brush,
    frame,
    colourOf,
    titles,
    layers.some(({ layer }) => layer === 'cells'),
  )
  brush.save()
  brush.beginPath()
  brush.rect(left, top, width, height)
  brush.clip()
  for (const layer of layers) drawLayer(brush, frame, layer, colourOf)
  brush.restore()
  drawTitles(brush, frame, titles, palette)
}

/** The names of the axes at their ends, inside the frame, where they take no extra space. */
function drawTitles(
  brush: Brush,
  { left, top, width, height }: Frame,
  [x, y]: AxisTitles,
  { colourOf }: Palette,
): void {
  brush.font = font
  brush.textBaseline = 'middle'
  for (const [title, align, at] of [
    [x, 'right', [left + width - 5, top + height - 9]],
    [y, 'left', [left + 5, top + 9]],
  ] as const) {
    if (title === '') continue
    // On a separate background, because it may overlap colours and lines.
    const wide = brush.measureText(title).width + 6
    brush.globalAlpha = 0.85
    brush.fillStyle = colourOf('surface')
    brush.beginPath()
    brush.roundRect(align === 'left' ? at[0] - 3 : at[0] + 3 - wide, at[1] - 7, wide, 14, 3)
    brush.fill()
    brush.globalAlpha = 1
    brush.fillStyle = colourOf('axis')
    brush.textAlign = align
    brush.fillText(title, ...at)
  }
}

function drawLayer(brush: Brush, frame: Frame, layer: PlotLayer, colourOf: ColourOf): void {
  switch (layer.layer) {
    case 'cells':
      break
    case 'dots':
      drawDots(brush, frame, layer, colourOf)
      break
    case 'words':
      drawWords(brush, frame, layer, colourOf)
      break
    case 'bars':
      drawBars(brush, frame, layer, colourOf)
      break
    case 'line':
      drawLine(brush, frame, layer, colourOf)
      break
    case 'ring':
      drawRing(brush, frame, layer, colourOf)
      break
    default:
      layer satisfies never
  }
}

function drawAxes(brush: Brush, frame: Frame, colourOf: ColourOf, [, yTitle]: AxisTitles, isCovered: boolean): void {
  const { left, top, width, height, extents } = frame
  const bottom = top + height
  brush.font = font
  brush.lineWidth = 1
  brush.strokeStyle = colourOf('grid')
  brush.fillStyle = colourOf('axis')
  brush.textAlign = 'center'
  brush.textBaseline = 'top'
  const xTicks = ticksIn(extents[0], Math.max(2, width / 42))
  const yTicks = yTitle === '' ? [] : ticksIn(extents[1], Math.max(2, height / 36))
  brush.beginPath()
  for (const tick of xTicks) {
    const x = crisp(toCanvas(frame, [tick, extents[1][0]])[0])
    brush.moveTo(x, isCovered ? bottom : top)
    brush.lineTo(x, bottom + 3)
    brush.fillText(tickText(tick), x, bottom + 6)
  }
  brush.textAlign = 'right'
  brush.textBaseline = 'middle'
  for (const tick of yTicks) {
    const y = crisp(toCanvas(frame, [extents[0][0], tick])[1])
    brush.moveTo(left - 3, y)
    brush.lineTo(isCovered ? left : left + width, y)
    brush.fillText(tickText(tick), left - 6, y)
  }
  brush.rect(crisp(left), crisp(top), Math.round(width), Math.round(height))
  brush.stroke()
}

/** Lines of one pixel are sharp on the middle of a pixel. */
const crisp = (place: number): number => Math.round(place) + 0.5

const tickText = (tick: number): string => String(tick).replace('-', '−')

/** Cells are enlarged without smoothing, so that a cell is seen as what it is. */
function drawCells(brush: Brush, { left, top, width, height }: Frame, { shares, map }: CellLayer, isDark: boolean) {
  const side = Math.round(Math.sqrt(shares.length))
  const rgba = coloured(shares, colourMap(map, isDark))
  const small = new OffscreenCanvas(side, side)
  small.getContext('2d')?.putImageData(new ImageData(rgba, side, side), 0, 0)
  brush.save()
  brush.imageSmoothingEnabled = false
  // The first row is the lowest.
  brush.translate(left, top + height)
  brush.scale(1, -1)
  brush.drawImage(small, 0, 0, width, height)
  brush.restore()
}

function drawDots(brush: Brush, frame: Frame, layer: DotLayer, colourOf: ColourOf): void {
  const { places, colour, radius, isCross = false, opacity = 1 } = layer
  brush.fillStyle = colourOf(colour)
  brush.strokeStyle = colourOf(colour)
  brush.lineWidth = 1.25
  brush.globalAlpha = opacity
  for (let i = 0; i < places.length; i += 2) {
    const [x, y] = toCanvas(frame, [places[i] ?? 0, places[i + 1] ?? 0])
    brush.beginPath()
    if (isCross) {
      brush.moveTo(x - radius, y - radius)
      brush.lineTo(x + radius, y + radius)
      brush.moveTo(x - radius, y + radius)
      brush.lineTo(x + radius, y - radius)
      brush.stroke()
    } else {
      brush.arc(x, y, radius, 0, 2 * Math.PI)
      brush.fill()
    }
  }
  brush.globalAlpha = 1
}

function drawWords(brush: Brush, frame: Frame, layer: WordLayer, colourOf: ColourOf): void {
  const { places, classOf, words } = layer
  const colours = layer.colours.map(colourOf)
  brush.font = wordFont
  brush.textAlign = 'center'
  brush.textBaseline = 'middle'
  for (const [i, one] of classOf.entries()) {
    const [x, y] = toCanvas(frame, [places[2 * i] ?? 0, places[2 * i + 1] ?? 0])
    brush.fillStyle = colours[one % colours.length] ?? 'gray'
    brush.fillText(words[one] ?? '', x, y)
  }
}

function drawBars(brush: Brush, frame: Frame, { heights, colour }: BarLayer, colourOf: ColourOf): void {
  brush.fillStyle = colourOf(colour)
  const [x, y] = frame.extents
  for (const [i, size] of heights.entries()) {
    const [left, bottom] = toCanvas(frame, [along(x, i / heights.length), y[0]])
    const [right, top] = toCanvas(frame, [along(x, (i + 1) / heights.length), size])
    brush.fillRect(left + 0.5, top, Math.max(0.5, right - left - 1), bottom - top)
  }
}

function drawLine(brush: Brush, frame: Frame, { places, colour, isDashed }: LineLayer, colourOf: ColourOf): void {
  brush.strokeStyle = colourOf(colour)
  brush.lineWidth = 1.75
  brush.lineJoin = 'round'
  brush.setLineDash(isDashed ? [4, 3] : [])
  brush.beginPath()
  for (let i = 0; i < places.length; i += 2) brush.lineTo(...toCanvas(frame, [places[i] ?? 0, places[i + 1] ?? 0]))
  brush.stroke()
  brush.setLineDash([])
}

function drawRing(brush: Brush, frame: Frame, { at, colour }: RingLayer, colourOf: ColourOf): void {
  const [x, y] = toCanvas(frame, at)
  for (const [width, name] of [
    [4, 'surface'],
    [1.75, colour],
  ] as const) {
    brush.lineWidth = width
    brush.strokeStyle = colourOf(name)
    brush.beginPath()
    brush.arc(x, y, 6, 0, 2 * Math.PI)
    brush.stroke()
  }
}
