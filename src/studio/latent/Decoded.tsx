// What the model makes of the chosen place in its latent space.
import { useMemo } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { sampleTiles } from '../samples/image-pixels.ts'
import { PixelCanvas } from '../samples/PixelCanvas.tsx'
import styles from './latent.module.css'

/** Screen pixels of a picture's side, about. */
const pictureSide = 84

export function Decoded({ chosen }: { readonly chosen: readonly [number, number] | null }) {
  const decoded = useEditor((state) => state.run.views.decoded)
  const made = chosen ? decoded?.made : undefined
  const image = made && !(made instanceof Float32Array) ? made : undefined
  const tiles = useMemo(() => (image ? sampleTiles(image, 1) : []), [image])
  if (!chosen || !made) return <p className={styles.hint}>Press on the plot to decode a place of it.</p>
  const [x, y] = chosen.map((value) => value.toFixed(2).replace('-', '−'))
  return (
    <div className={styles.picture}>
      {image ? (
        <PixelCanvas
          tiles={tiles}
          scale={Math.max(1, Math.round(pictureSide / image.width))}
          label={`What the model makes of the latent at ${x}, ${y}`}
        />
      ) : (
        <output>
          x = (
          {Array.from(made instanceof Float32Array ? made.subarray(0, 4) : [], (value) => value.toFixed(2)).join(', ')})
        </output>
      )}
      <span>
        decoded at
        <br />
        {x}, {y}
      </span>
    </div>
  )
}
