// Which preview is shown and how large; new samples on demand.
import { Pause, Play } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { KeptPreview } from '../../store/run/preview-history.ts'
import { IconButton } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { sampleWords } from '../../words/samples.ts'
import { DrawSamples } from './DrawSamples.tsx'
import styles from './samples.module.css'

export interface SampleControlsProps {
  readonly previews: readonly KeptPreview[]
  readonly index: number
  /** Of pictures; `null` where what is shown fills the room. */
  readonly scale: number | null
  readonly onScale: (scale: number) => void
  readonly onShow: (index: number) => void
}

const scales = [1, 2, 3, 4].map((scale) => ({ value: String(scale), title: `${scale * 100} %` }))
/** Milliseconds that each preview stays when they are played. */
const pace = 160

export function SampleControls({ previews, index, scale, onScale, onShow }: SampleControlsProps) {
  const [isPlaying, setPlaying] = useState(false)
  const step = previews[index]?.step ?? 0
  const last = previews.length - 1
  const isNewest = index === last

  useEffect(() => {
    if (!isPlaying) return
    const timer = setTimeout(() => {
      if (index < last) onShow(index + 1)
      else setPlaying(false)
    }, pace)
    return () => clearTimeout(timer)
  }, [isPlaying, index, last, onShow])

  function play() {
    if (!isPlaying && isNewest) onShow(0)
    setPlaying(!isPlaying)
  }

  return (
    <div role="toolbar" aria-label={sampleWords.toolbar} className={styles.controls}>
      <IconButton label={isPlaying ? sampleWords.stopPlaying : sampleWords.watch} onClick={play} disabled={last < 1}>
        {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
      </IconButton>
      <input
        type="range"
        aria-label={sampleWords.stepShown}
        aria-valuetext={sampleWords.step({ step })}
        min={0}
        max={Math.max(1, last)}
        value={index}
        disabled={last < 1}
        onChange={(event) => {
          setPlaying(false)
          onShow(Number(event.target.value))
        }}
      />
      <span className={styles.step}>
        {sampleWords.step({ step })}
        {isNewest && <span className={styles.newest}> {sampleWords.newest}</span>}
      </span>
      <DrawSamples kind={previews[index]?.preview.kind ?? 'images'} onDrawn={() => onShow(last)} />
      {scale !== null && (
        <span className={styles.scale}>
          <Select
            aria-label={sampleWords.pictureSize}
            value={String(scale)}
            choices={scales}
            onChoose={(value) => onScale(Number(value))}
          />
        </span>
      )}
    </div>
  )
}
