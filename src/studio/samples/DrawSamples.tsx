// New samples on demand: which draws, and how far from the middle.
import { Dices } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import type { Preview } from '../../protocol/pictures.ts'
import { canSample } from '../../store/run/run-state.ts'
import { sampleCount } from '../../store/run/sample-count.ts'
import { choiceOf, chosenLabels, fittingLabels, labelChoices, sampleLabels } from '../../store/run/sample-labels.ts'
import { samplesHaveTemperature } from '../../store/run/sample-temperature.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { DraftInput } from '../../ui/DraftInput.tsx'
import { Select } from '../../ui/Select.tsx'
import { sampleWords } from '../../words/samples.ts'
import styles from './samples.module.css'

const largestSeed = 2 ** 32 - 1
const largestTemperature = 10

export interface DrawSamplesProps {
  readonly kind: Preview['kind']
  readonly onDrawn: () => void
}

export function DrawSamples({ kind, onDrawn }: DrawSamplesProps) {
  const able = useEditor((state) => canSample(state.run.status))
  const hasTemperature = useEditor((state) => samplesHaveTemperature(state.run))
  const resample = useEditor((state) => state.runActions.resample)
  const [seed, setSeed] = useState(0)
  const [temperature, setTemperature] = useState(1)
  const program = useEditor((state) => state.run.program)
  const datasets = useEditor((state) => state.datasets)
  const labels = useMemo(() => sampleLabels(program, datasets), [program, datasets])
  const choice = useEditor((state) => choiceOf(fittingLabels(program, state.givenLabels, datasets)))

  function draw(next: { readonly seed: number; readonly temperature: number; readonly choice?: string }) {
    const chosen = next.choice ?? choice
    const given = chosenLabels(chosen)
    setSeed(next.seed)
    setTemperature(next.temperature)
    if (!able) return
    resample({
      seed: next.seed,
      count: sampleCount[kind],
      ...(hasTemperature && { temperature: next.temperature }),
      ...(given && { labels: given }),
    })
    onDrawn()
  }
  return (
    <>
      {labels.length > 0 && (
        <>
          <span className={classNames(styles.fieldLabel, styles.labelsTitle)}>{sampleWords.labels}</span>
          <span className={styles.labels}>
            <Select
              aria-label={sampleWords.labelsOfSamples}
              value={choice}
              choices={labelChoices(labels)}
              onChoose={(value) => draw({ seed, temperature, choice: value })}
            />
          </span>
        </>
      )}
      {hasTemperature && (
        <NumberField
          label={sampleWords.temperature}
          hint={sampleWords.temperatureHint}
          value={temperature}
          fault={(number) =>
            number > 0 && number <= largestTemperature
              ? undefined
              : sampleWords.temperatureExpected({ most: largestTemperature })
          }
          onChange={(number) => draw({ seed, temperature: number })}
        />
      )}
      <NumberField
        label={sampleWords.seed}
        value={seed}
        fault={(number) =>
          Number.isInteger(number) && number >= 0 && number <= largestSeed
            ? undefined
            : sampleWords.seedExpected({ most: largestSeed })
        }
        onChange={(number) => draw({ seed: number, temperature })}
      />
      <Button
        icon={<Dices aria-hidden />}
        aria-label={sampleWords.newSamples}
        data-tooltip={sampleWords.newSamplesHint}
        obstacle={able ? null : sampleWords.runFirst}
        onClick={() => draw({ seed: seed === largestSeed ? 0 : seed + 1, temperature })}
      >
        <span className={styles.words}>{sampleWords.newSamples}</span>
      </Button>
    </>
  )
}

interface NumberFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly fault: (number: number) => string | undefined
  readonly onChange: (number: number) => void
}

function NumberField({ label, hint, value, fault, onChange }: NumberFieldProps) {
  const id = useId()
  return (
    <>
      <label htmlFor={id} className={styles.fieldLabel} data-tooltip={hint}>
        {label}
      </label>
      <span className={styles.field}>
        <DraftInput
          id={id}
          isNumber
          value={String(value)}
          take={(text) => {
            const number = text.trim() === '' ? Number.NaN : Number(text)
            const wrong = fault(number)
            if (wrong !== undefined) return { fault: wrong }
            onChange(number)
            return { value: String(number) }
          }}
        />
      </span>
    </>
  )
}
