// A picture with one canvas pixel for each image pixel, enlarged without smoothing.
import { useLayoutEffect, useRef } from 'react'
import { pixelGrid, type Tile } from './image-pixels.ts'
import styles from './samples.module.css'

export interface PixelCanvasProps {
  readonly tiles: readonly Tile[]
  /** Screen pixels for each image pixel; else as large as the room allows, smoothed. */
  readonly scale: number | 'fit'
  /** What is to be seen, for those who do not see it. */
  readonly label: string
}

export function PixelCanvas({ tiles, scale, label }: PixelCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    const { width, height, rgba } = pixelGrid(tiles)
    element.width = width
    element.height = height
    if (width > 0 && height > 0) context.putImageData(new ImageData(rgba, width, height), 0, 0)
    element.style.width = scale === 'fit' ? '' : `${width * scale}px`
    element.style.height = scale === 'fit' ? '' : `${height * scale}px`
  }, [tiles, scale])
  return (
    <canvas ref={canvas} role="img" aria-label={label} className={scale === 'fit' ? styles.fitted : styles.canvas} />
  )
}
