// The colours of a heat-map from least to most, with what they stand for.
import { useEffect, useRef } from 'react'
import { plotWords } from '../../words/plots.ts'
import { type ColourMapName, colourMap } from './colour-maps.ts'
import { isDark, onThemeChange } from './plot-colours.ts'
import styles from './plots.module.css'

export interface ColourScaleProps {
  readonly map: ColourMapName
  readonly label: string
  readonly least: string
  readonly most: string
}

export function ColourScale({ map, label, least, most }: ColourScaleProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    const brush = element?.getContext('2d')
    if (!element || !brush) return
    const draw = () => {
      const colours = colourMap(map, isDark(element))
      const picture = brush.createImageData(1, 256)
      // The most is at the top.
      for (let row = 0; row < 256; row++) picture.data.set(colours.subarray(4 * (255 - row), 4 * (256 - row)), 4 * row)
      brush.putImageData(picture, 0, 0)
    }
    draw()
    return onThemeChange(draw)
  }, [map])
  return (
    <div role="img" aria-label={plotWords.colourScale({ label, least, most })} className={styles.scale}>
      <span aria-hidden>{most}</span>
      <canvas ref={canvas} width={1} height={256} />
      <span aria-hidden>{least}</span>
    </div>
  )
}
