import { useEffect, useMemo, useState } from 'react'
import type { Program } from '../../compiler/program/program.ts'
import { describeProgram, watchPhaseTimes } from '../../store/run/debug-readings.ts'
import { runProgram } from '../../store/run/run-readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import styles from './debug.module.css'

export function DebugPanel() {
  const program = useEditor(runProgram)
  return (
    <section className={styles.panel} aria-label="Debug">
      <Pace />
      {program ? <Described program={program} /> : <p>No Program: the graph is not complete.</p>}
    </section>
  )
}

/** How fast steps are, as the worker last told. */
function Pace() {
  const status = useEditor((state) => state.run.status)
  const backend = useEditor((state) => state.run.backend?.backend)
  const step = useEditor((state) => state.run.progress?.step)
  const stepMs = useEditor((state) => state.run.progress?.medianStepMs ?? 0)
  return (
    <dl className={styles.pace}>
      <Fact name="Run">{backend ? `${status}, ${backend}` : status}</Fact>
      <Fact name="Step">{step ?? '–'}</Fact>
      <Fact name="Pace">{stepMs > 0 ? `${rounded(1000 / stepMs)} steps/s` : '–'}</Fact>
      <Fact name="A step takes">{stepMs > 0 ? inMs(stepMs) : '–'}</Fact>
    </dl>
  )
}

interface FactProps {
  readonly name: string
  readonly children: string | number
}

const Fact = ({ name, children }: FactProps) => (
  <div>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

function Described({ program }: { readonly program: Program }) {
  const { text, phases } = useMemo(() => describeProgram(program), [program])
  const times = usePhaseTimes()
  return (
    <>
      <table className={styles.phases}>
        <caption>Phases of a step. Replayed steps are not timed by phase.</caption>
        <thead>
          <tr>
            <th scope="col">Phase</th>
            <th scope="col">Optimiser</th>
            <th scope="col">Tensors</th>
            <th scope="col">Updates</th>
            <th scope="col">Mean of an update</th>
          </tr>
        </thead>
        <tbody>
          {phases.map(({ name, optimiser, trained, repeats }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{optimiser}</td>
              <td>{trained}</td>
              <td>{repeats}</td>
              <td>{inMs(times.get(name))}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <textarea className={styles.text} aria-label="Program" wrap="off" readOnly value={text} />
    </>
  )
}

/** Of the present run, by phase. */
function usePhaseTimes(): ReadonlyMap<string, number> {
  const run = useEditor((state) => state.run.id)
  const [times, setTimes] = useState<ReadonlyMap<string, number>>(new Map())
  useEffect(() => {
    setTimes(new Map())
    return run === null ? undefined : watchPhaseTimes(run, setTimes)
  }, [run])
  return times
}

const rounded = (value: number): string => Number(value.toPrecision(3)).toString()
const inMs = (ms: number | undefined): string => (ms === undefined ? '–' : `${rounded(ms)} ms`)
