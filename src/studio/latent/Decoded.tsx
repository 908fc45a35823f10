// What the model makes of the chosen place in its latent space, or of the places on the way to it.
import { useMemo } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { decimals } from '../quantities.ts'
import { sampleTiles } from '../samples/image-pixels.ts'
import { PixelCanvas } from '../samples/PixelCanvas.tsx'
import styles from './latent.module.css'

/** Screen pixels of a picture's side, about. */
const pictureSide = { alone: 96, inWalk: 56 }

type Place = readonly [number, number]

export interface DecodedProps {
  readonly chosen: Place | null
  /** Where the walk to the chosen place begins; `null` where there is no walk. */
  readonly start: Place | null
  /** The latent has one number. */
  readonly isLine: boolean
  readonly onStart: (start: Place | null) => void
}

export function Decoded({ chosen, start, isLine, onStart }: DecodedProps) {
  const decoded = useEditor((state) => state.run.views.decoded)
  const made = chosen ? decoded?.made : undefined
  const image = made && !(made instanceof Float32Array) ? made : undefined
  const tiles = useMemo(() => (image ? sampleTiles(image, image.count) : []), [image])
  if (!chosen || !made) return <p className={styles.hint}>Click on the plot to decode a point.</p>
  const inWords = (place: Place) =>
    place
      .slice(0, isLine ? 1 : 2)
      .map(twoDecimals)
      .join(', ')
  const way = start ? `between ${inWords(start)} and ${inWords(chosen)}` : `at ${inWords(chosen)}`
  if (!image)
    return (
      <div className={styles.picture}>
        <output>x = {made instanceof Float32Array ? vectorInWords(made) : ''}</output>
        <span>decoded {way}</span>
      </div>
    )
  const side = image.count > 1 ? pictureSide.inWalk : pictureSide.alone
  return (
    <div className={styles.decoded}>
      <p className={styles.note}>Decoded {way}</p>
      <PixelCanvas tiles={tiles} scale={Math.max(1, Math.round(side / image.width))} label={`Decoded latent ${way}`} />
      <Button look="plain" onClick={() => onStart(start ? null : chosen)}>
        {start ? 'End the walk' : 'Walk from here'}
      </Button>
    </div>
  )
}

const twoDecimals = (value: number): string => decimals(value, 2)

function vectorInWords(values: Float32Array): string {
  const words = Array.from(values.subarray(0, 4), twoDecimals)
  return words.length === 1 ? words.join('') : `(${words.join(', ')})`
}
