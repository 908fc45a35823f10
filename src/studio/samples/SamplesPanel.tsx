// The dock's Samples tab: what the model draws, originals beside their reconstructions, and how both came about.
import { useState } from 'react'
import type { Preview } from '../../store/run/preview-history.ts'
import { useEditor } from '../../store/use-editor.ts'
import { wholeNumber } from '../quantities.ts'
import { pairGap, pairTiles, sampleTiles } from './image-pixels.ts'
import { PixelCanvas } from './PixelCanvas.tsx'
import { SampleControls } from './SampleControls.tsx'
import styles from './samples.module.css'
import { useRoom } from './use-room.ts'

export function SamplesPanel() {
  const previews = useEditor((state) => state.run.previews)
  const program = useEditor((state) => state.run.program)
  const status = useEditor((state) => state.run.status)
  const [shownStep, setShownStep] = useState<number | null>(null)
  const [scale, setScale] = useState(2)
  const at = shownStep === null ? -1 : previews.findIndex(({ step }) => step === shownStep)
  const index = at < 0 ? previews.length - 1 : at
  const preview = previews[index]
  if (!preview) {
    const isUnable = program !== null && !program.procedures.some(({ name }) => name === 'sample')
    const reason = program?.absent.find(({ name }) => name === 'sample')?.reason
    return (
      <p className={styles.waiting}>
        {isUnable && `This model draws no samples${reason ? `: ${reason}` : '.'}`}
        {!isUnable &&
          (status === 'idle'
            ? 'Press Run: samples of the model appear here as it learns.'
            : 'Waiting for the first samples…')}
      </p>
    )
  }
  return (
    <div className={styles.panel}>
      <SampleControls
        previews={previews}
        index={index}
        scale={scale}
        onScale={setScale}
        onShow={(next) => setShownStep(next === previews.length - 1 ? null : (previews[next]?.step ?? null))}
      />
      <Pictures preview={preview} scale={scale} />
    </div>
  )
}

/** Screen pixels between the two pictures, as in the style sheet. */
const gap = 32

function Pictures({ preview, scale }: { readonly preview: Preview; readonly scale: number }) {
  const { samples, originals, reconstructions, step } = preview
  const caption = `after ${wholeNumber(step)} ${step === 1 ? 'step' : 'steps'}`
  const [ref, room] = useRoom()
  const both = samples && originals && reconstructions
  const width = (both ? room - gap : room) / scale
  const columns = samples ? fitting(both ? 0.6 * width : width, samples.width + 1, samples.count) : 1
  const pairs = originals ? fitting(both ? 0.4 * width : width, 2 * originals.width + 1 + pairGap, originals.count) : 1
  return (
    <div ref={ref} className={styles.pictures}>
      {samples && (
        <figure className={styles.figure}>
          <figcaption>
            <strong>Samples</strong> {caption}
          </figcaption>
          <PixelCanvas
            tiles={sampleTiles(samples, columns)}
            scale={scale}
            label={`${samples.count} samples of the model ${caption}`}
          />
        </figure>
      )}
      {originals && reconstructions && (
        <figure className={styles.figure}>
          <figcaption>
            <strong>Reconstructions</strong> each original with its reconstruction at the right
          </figcaption>
          <PixelCanvas
            tiles={pairTiles(originals, reconstructions, pairs)}
            scale={scale}
            label={`${originals.count} originals, each beside its reconstruction, ${caption}`}
          />
        </figure>
      )}
    </div>
  )
}

const fitting = (room: number, size: number, count: number): number =>
  Math.max(1, Math.min(count, Math.floor(room / size)))
