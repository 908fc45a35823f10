// The dock's Samples tab: what the model draws, beside the data or their reconstructions, and its history during training.
import { useState } from 'react'
import type { Program } from '../../compiler/program/program.ts'
import { dataShown } from '../../store/run/data-shown.ts'
import type { KeptPreview } from '../../store/run/preview-history.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { sampleWords } from '../../words/samples.ts'
import { ImageSamples } from './ImageSamples.tsx'
import { LineSamples } from './LineSamples.tsx'
import { PointSamples } from './PointSamples.tsx'
import { SampleControls } from './SampleControls.tsx'
import styles from './samples.module.css'

export function SamplesPanel() {
  const previews = useEditor((state) => state.run.previews)
  const [shownStep, setShownStep] = useState<number | null>(null)
  const [scale, setScale] = useState(2)
  const at = shownStep === null ? -1 : previews.findIndex(({ step }) => step === shownStep)
  const index = at < 0 ? previews.length - 1 : at
  const shown = previews[index]
  if (!shown) return <Waiting />
  return (
    <div className={styles.panel}>
      <SampleControls
        previews={previews}
        index={index}
        scale={shown.preview.kind === 'images' ? scale : null}
        onScale={setScale}
        onShow={(next) => setShownStep(next === previews.length - 1 ? null : (previews[next]?.step ?? null))}
      />
      <Pictures shown={shown} scale={scale} />
    </div>
  )
}

function Pictures({ shown: { preview, step }, scale }: { readonly shown: KeptPreview; readonly scale: number }) {
  const caption = sampleWords.afterSteps({ steps: step })
  switch (preview.kind) {
    case 'images':
      return <ImageSamples preview={preview} scale={scale} caption={caption} />
    case 'points':
      return <PointSamples preview={preview} caption={caption} />
    case 'line':
      return <LineSamples preview={preview} caption={caption} />
    default:
      return preview satisfies never
  }
}

function Waiting() {
  const program = useEditor(runProgram)
  const isIdle = useEditor((state) => state.run.status === 'idle')
  const why = program && whyNone(program)
  if (why) return <p className={styles.waiting}>{why}</p>
  return <p className={styles.waiting}>{isIdle ? sampleWords.press : sampleWords.waiting}</p>
}

function whyNone(program: Program): string | undefined {
  const { procedures, absent } = program
  const first = dataShown(program)
  if (!procedures.some(({ name }) => name === 'sample')) {
    const reason = absent.find(({ name }) => name === 'sample')?.reason
    return reason ? sampleWords.cannotSampleBecause({ reason }) : sampleWords.cannotSample
  }
  const { shape = [] } = first ?? {}
  const isDrawable = shape.length === 3 || (shape.length === 1 && (shape[0] ?? 0) <= 2)
  return isDrawable ? undefined : sampleWords.notDrawable({ shape: shape.join(' × ') })
}
