// Pictures beside the latent plot: the example that is pointed at, and the manifold of latents with two numbers.
import { useMemo } from 'react'
import type { ExamplesView, LatentView } from '../../protocol/pictures.ts'
import { latentWords } from '../../words/latent.ts'
import { sampleTiles } from '../samples/image-pixels.ts'
import { PixelCanvas } from '../samples/PixelCanvas.tsx'
import styles from './latent.module.css'

/** Screen pixels of a picture's side, about. */
const pictureSide = 80

export interface ExamplePictureProps {
  readonly examples: ExamplesView
  readonly index: number | null
}

export function ExamplePicture({ examples: { images, classes, labels }, index }: ExamplePictureProps) {
  const tiles = useMemo(() => (images && index !== null ? [{ strip: images, index, x: 0, y: 0 }] : []), [images, index])
  if (!images) return null
  if (index === null) return <p className={styles.hint}>{latentWords.pointAtExample}</p>
  const name = classes.length > 1 ? classes[labels[index] ?? 0] : undefined
  return (
    <div className={styles.picture}>
      <PixelCanvas
        tiles={tiles}
        scale={Math.max(1, Math.round(pictureSide / images.width))}
        label={
          name === undefined
            ? latentWords.examplePicture({ number: index + 1 })
            : latentWords.exampleOfClassPicture({ number: index + 1, name })
        }
      />
      <span>
        {latentWords.example({ number: index + 1 })}
        {name !== undefined && (
          <>
            <br />
            {latentWords.className({ name })}
          </>
        )}
      </span>
    </div>
  )
}

export interface ManifoldProps {
  readonly manifold: NonNullable<LatentView['manifold']>
  readonly step: number
}

export function Manifold({ manifold: { columns, images }, step }: ManifoldProps) {
  const tiles = useMemo(() => sampleTiles(images, columns), [images, columns])
  return (
    <figure className={styles.manifold}>
      <figcaption>
        <strong>{latentWords.manifold}</strong> {latentWords.manifoldCaption}
      </figcaption>
      <div>
        <PixelCanvas tiles={tiles} scale="fit" label={latentWords.manifoldPicture({ columns, steps: step })} />
      </div>
    </figure>
  )
}
