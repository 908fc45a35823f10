// What the model makes of the chosen place in its latent space.
import { useMemo } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { sampleTiles } from '../samples/image-pixels.ts'
import { PixelCanvas } from '../samples/PixelCanvas.tsx'
import styles from './latent.module.css'

/** Screen pixels of a picture's side, about. */
const pictureSide = 80

export interface DecodedProps {
  readonly chosen: readonly [number, number] | null
  /** The latent has one number. */
  readonly isLine: boolean
}

export function Decoded({ chosen, isLine }: DecodedProps) {
  const decoded = useEditor((state) => state.run.views.decoded)
  const made = chosen ? decoded?.made : undefined
  const image = made && !(made instanceof Float32Array) ? made : undefined
  const tiles = useMemo(() => (image ? sampleTiles(image, 1) : []), [image])
  if (!chosen || !made) return <p className={styles.hint}>Press on the plot to decode a place of it.</p>
  const place = chosen
    .slice(0, isLine ? 1 : 2)
    .map(inWords)
    .join(', ')
  return (
    <div className={styles.picture}>
      {image ? (
        <PixelCanvas
          tiles={tiles}
          scale={Math.max(1, Math.round(pictureSide / image.width))}
          label={`What the model makes of the latent at ${place}`}
        />
      ) : (
        <output>x = {made instanceof Float32Array ? vectorInWords(made) : ''}</output>
      )}
      <span>
        decoded at
        <br />
        {place}
      </span>
    </div>
  )
}

const inWords = (value: number): string => value.toFixed(2).replace('-', '−')

function vectorInWords(values: Float32Array): string {
  const words = Array.from(values.subarray(0, 4), inWords)
  return words.length === 1 ? words.join('') : `(${words.join(', ')})`
}
