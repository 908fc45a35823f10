// What the model makes of the chosen place in its latent space, or of the places on the way to it.
import { useMemo } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { latentWords } from '../../words/latent.ts'
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
  if (!chosen || !made) return <p className={styles.hint}>{latentWords.clickToDecode}</p>
  const inWords = (at: Place) =>
    at
      .slice(0, isLine ? 1 : 2)
      .map(twoDecimals)
      .join(', ')
  const place = inWords(chosen)
  const walk = start && { start: inWords(start), end: place }
  if (!image)
    return (
      <div className={styles.picture}>
        <output>x = {made instanceof Float32Array ? vectorInWords(made) : ''}</output>
        <span>{walk ? latentWords.vectorBetween(walk) : latentWords.vectorAt({ place })}</span>
      </div>
    )
  const side = image.count > 1 ? pictureSide.inWalk : pictureSide.alone
  return (
    <div className={styles.decoded}>
      <p className={styles.note}>{walk ? latentWords.decodedBetween(walk) : latentWords.decodedAt({ place })}</p>
      <PixelCanvas
        tiles={tiles}
        scale={Math.max(1, Math.round(side / image.width))}
        label={walk ? latentWords.decodedBetweenPicture(walk) : latentWords.decodedAtPicture({ place })}
      />
      <Button look="plain" onClick={() => onStart(start ? null : chosen)}>
        {start ? latentWords.endWalk : latentWords.walkFromHere}
      </Button>
    </div>
  )
}

const twoDecimals = (value: number): string => decimals(value, 2)

function vectorInWords(values: Float32Array): string {
  const words = Array.from(values.subarray(0, 4), twoDecimals)
  return words.length === 1 ? words.join('') : `(${words.join(', ')})`
}
