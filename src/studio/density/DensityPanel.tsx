// The dock's Density tab: the density that the model has learned beside the true one and the gap between them in nats;
// of a GAN, which has no density, what its discriminator makes of the plane.
import type { Program } from '../../compiler/program/program.ts'
import { dataShown } from '../../store/run/data-shown.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { densityWords } from '../../words/density.ts'
import { useWatch } from '../use-watch.ts'
import { DensityCurves } from './DensityCurves.tsx'
import { DensityMaps } from './DensityMaps.tsx'
import { DiscriminatorMap } from './DiscriminatorMap.tsx'
import styles from './density.module.css'

export function DensityPanel() {
  useWatch('density')
  const data = useEditor((state) => state.run.views.data)
  const density = useEditor((state) => state.run.views.density)
  if (!data || !density) return <Waiting />
  if (density.of === 'discriminator')
    return data.kind === 'points' ? (
      <DiscriminatorMap data={data} density={density} />
    ) : (
      <p className={styles.waiting}>{densityWords.curveElsewhere}</p>
    )
  return data.kind === 'points' ? (
    <DensityMaps data={data} density={density} />
  ) : (
    <DensityCurves data={data} density={density} />
  )
}

function Waiting() {
  const program = useEditor(runProgram)
  const isIdle = useEditor((state) => state.run.status === 'idle')
  const isFailed = useEditor((state) => state.run.status === 'failed')
  const why = program && whyNone(program)
  if (why) return <p className={styles.waiting}>{why}</p>
  if (isIdle) return <p className={styles.waiting}>{whatAppears(program)}</p>
  return <p className={styles.waiting}>{isFailed ? densityWords.failedBefore : densityWords.waiting}</p>
}

function whyNone(program: Program): string | undefined {
  const { procedures, absent } = program
  const first = dataShown(program)
  const { shape = [] } = first ?? {}
  const isFlat = shape.length === 1 && (shape[0] ?? 0) <= 2
  const has = (wanted: string) => procedures.some(({ name }) => name === wanted)
  if (!isFlat) return densityWords.tooManyDimensions
  if (has('logProb')) return undefined
  if (has('discriminate')) return shape[0] === 1 ? densityWords.curveElsewhere : undefined
  return absent.find(({ name }) => name === 'logProb')?.reason ?? densityWords.noDensity
}

const whatAppears = (program: Program | null): string =>
  program?.procedures.some(({ name }) => name === 'logProb') === false
    ? densityWords.pressForDiscriminator
    : densityWords.pressForDensity
