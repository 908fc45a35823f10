// Samples as images, and originals beside their reconstructions.
import type { ImageStrip, Preview } from '../../protocol/pictures.ts'
import { sampleWords } from '../../words/samples.ts'
import { columnsIn, pairGap, pairTiles, sampleTiles } from './image-pixels.ts'
import { PixelCanvas } from './PixelCanvas.tsx'
import styles from './samples.module.css'
import { useRoom } from './use-room.ts'

export interface ImageSamplesProps {
  readonly preview: Extract<Preview, { kind: 'images' }>
  readonly scale: number
  readonly caption: string
}

/** Screen pixels between the two pictures, as in the style sheet. */
const gap = 32

export function ImageSamples({ preview, scale, caption }: ImageSamplesProps) {
  const { samples, originals, reconstructions, labels } = preview
  const [ref, room] = useRoom()
  const both = samples && originals && reconstructions
  const width = (both ? room - gap : room) / scale
  const columns = samples ? columnsIn(both ? 0.6 * width : width, samples.width + 1, samples.count) : 1
  const pairs = originals
    ? columnsIn(both ? 0.4 * width : width, 2 * originals.width + 1 + pairGap, originals.count)
    : 1
  return (
    <div ref={ref} className={styles.pictures}>
      {samples && (
        <figure className={styles.figure}>
          <figcaption>
            <strong>{sampleWords.samples}</strong> {labels ? sampleWords.eachGivenLabel({ caption }) : caption}
          </figcaption>
          <div className={styles.labelled}>
            <PixelCanvas
              tiles={sampleTiles(samples, columns)}
              scale={scale}
              label={
                labels
                  ? sampleWords.givenSamplesPicture({ count: samples.count, caption, labels: labels.join(', ') })
                  : sampleWords.samplesPicture({ count: samples.count, caption })
              }
            />
            {labels && <TileLabels labels={labels} samples={samples} columns={columns} scale={scale} />}
          </div>
        </figure>
      )}
      {originals && reconstructions && (
        <figure className={styles.figure}>
          <figcaption>
            <strong>{sampleWords.reconstructions}</strong> {sampleWords.besideOriginals}
          </figcaption>
          <PixelCanvas
            tiles={pairTiles(originals, reconstructions, pairs)}
            scale={scale}
            label={sampleWords.reconstructionsPicture({ count: originals.count, caption })}
          />
        </figure>
      )}
    </div>
  )
}

interface TileLabelsProps {
  readonly labels: readonly string[]
  readonly samples: ImageStrip
  readonly columns: number
  readonly scale: number
}

/** What each sample was given, in the corner of its tile. The picture's own label reads them out. */
function TileLabels({ labels, samples, columns, scale }: TileLabelsProps) {
  return sampleTiles(samples, columns).map(({ index, x, y }) => (
    <span
      key={index}
      aria-hidden
      className={styles.tileLabel}
      style={{ left: x * scale, top: y * scale, maxWidth: samples.width * scale }}
    >
      {labels[index]}
    </span>
  ))
}
