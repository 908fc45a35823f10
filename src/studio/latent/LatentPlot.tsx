// The latent space as a plot that can be pointed at: hovering finds examples, pressing and dragging or the arrow keys choose
// a place to decode.
import { type KeyboardEvent, useEffect, useMemo } from 'react'
import type { ExamplesView, LatentView } from '../../protocol/pictures.ts'
import { useEditor } from '../../store/use-editor.ts'
import { latentWords } from '../../words/latent.ts'
import type { PlotLayer } from '../plots/layers.ts'
import { Plot } from '../plots/Plot.tsx'
import styles from './latent.module.css'
import { axisTitles, latentLayers, latentsAt, nearestCode, walk } from './latent-data.ts'

type Place = readonly [number, number]

export interface LatentPlotProps {
  readonly latent: LatentView
  readonly examples: ExamplesView | undefined
  readonly chosen: Place | null
  /** Where a walk to the chosen place begins. */
  readonly start: Place | null
  /** The example under the pointer. */
  readonly onPointed: (index: number | null) => void
  readonly onChosen: ((at: Place) => void) | undefined
}

/** CSS pixels from the pointer within which an example is found. */
const reach = 10

export function LatentPlot({ latent, examples, chosen, start, onPointed, onChosen }: LatentPlotProps) {
  const decode = useEditor((state) => state.runActions.decode)
  const { plane, codes, extents } = latent
  const layers = useMemo((): readonly PlotLayer[] => {
    const shown = latentLayers(latent, examples)
    if (!chosen) return shown
    const ring = { layer: 'ring', at: chosen, colour: 'chosen' } as const
    if (!start) return [...shown, ring]
    const way = { layer: 'line', places: Float32Array.of(...start, ...chosen), colour: 'chosen' } as const
    return [...shown, way, { layer: 'ring', at: start, colour: 'chosen' }, ring]
  }, [latent, examples, chosen, start])

  // A latent with one number has nowhere to go but across.
  const onLatent = ([x, y]: Place): Place => [x, plane.origin.length > 1 ? y : 0]
  // The decoder goes on learning, so the same place is decoded again when the view has moved on.
  useEffect(() => {
    if (chosen) decode(chosen, latentsAt(plane, start ? walk(start, chosen) : [chosen]))
  }, [chosen, start, plane, decode])

  function onKeyDown(event: KeyboardEvent) {
    const direction = arrows[event.key]
    if (!direction || !onChosen) return
    event.preventDefault()
    const step = (event.shiftKey ? 10 : 1) * 0.01 * (extents[0][1] - extents[0][0])
    const [x, y] = chosen ?? [(extents[0][0] + extents[0][1]) / 2, (extents[1][0] + extents[1][1]) / 2]
    onChosen(onLatent([x + step * direction[0], y + step * direction[1]]))
  }

  const count = codes ? codes.length / 2 : 0
  const plot = (
    <Plot
      isSquare
      label={codes ? latentWords.examplesPicture({ count }) : latentWords.priorPicture}
      extents={extents}
      titles={axisTitles(latent)}
      layers={layers}
      onPoint={(at, event, frame) => {
        const unit = (extents[0][1] - extents[0][0]) / frame.width
        onPointed(at && codes ? nearestCode(codes, at, reach * unit) : null)
        if (at && onChosen && event.buttons === 1) {
          if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId)
          onChosen(onLatent(at))
        }
      }}
    />
  )
  if (!onChosen) return plot
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={latentWords.pointToDecode}
      aria-valuenow={chosen?.[0] ?? 0}
      aria-valuetext={chosen ? inWords(chosen) : latentWords.noneChosen}
      data-tooltip={latentWords.decodeHint}
      className={styles.pad}
      onKeyDown={onKeyDown}
    >
      {plot}
    </div>
  )
}

const inWords = ([x, y]: Place): string => latentWords.place({ across: x.toFixed(2), up: y.toFixed(2) })

const arrows: Readonly<Record<string, Place>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
}
