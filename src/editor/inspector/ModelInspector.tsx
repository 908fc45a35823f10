// The model as a whole: its density, cost, available procedures and training.

import { Check, Minus } from 'lucide-react'
import { Suspense } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import type { Density, DensityClass, Program } from '../../compiler/program/program.ts'
import { documentOf, modelNodes, titleOf } from '../../store/document/readings.ts'
import { termTitle } from '../../store/run/terms.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { fullCount, plainNumber, shortCount } from '../signals/quantities.ts'
import styles from './inspector.module.css'
import type { InspectorProps } from './inspector-props.ts'
import { Section } from './Section.tsx'

const densityTitles: Readonly<Record<DensityClass, string>> = {
  exact: 'Exact density',
  bound: 'Density with a bound',
  implicit: 'Implicit density',
  none: 'No density',
}

/** "Exact conditional density of label": of what and given what, where it is not plainly of x. */
function densityTitle({ density, likelihood }: Density): string {
  const title = densityTitles[density]
  if (!likelihood) return title
  const { of, given } = likelihood
  const kind = given.length ? title.replace(/density/i, (word) => `conditional ${word.toLowerCase()}`) : title
  const whole = kind.charAt(0).toUpperCase() + kind.slice(1)
  return of.column?.column === 'example' ? whole : `${whole} of ${of.variable}`
}

export function ModelInspector({ TrainingSettings }: InspectorProps) {
  const store = useEditorStore()
  const document = useEditor(documentOf)
  const compilation = useEditor((state) => state.compilation)
  const typed = useEditor((state) => state.typed)
  const program = 'program' in compilation ? compilation.program : null
  const nodes = modelNodes(typed)
  const total = (count: (node: (typeof nodes)[number]) => number) => nodes.reduce((sum, node) => sum + count(node), 0)
  const multiplyAdds = total((node) => node.multiplyAdds)
  return (
    <>
      <header className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.plainTitle}>{document.title}</h2>
          <p className={styles.plainKind}>{program ? densityTitle(program.density) : 'the model as a whole'}</p>
        </div>
      </header>
      {program ? (
        <p className={styles.sentence}>{program.density.sentence}</p>
      ) : (
        <div className={styles.incomplete}>
          <p>{'problems' in compilation && (compilation.problems[0]?.message ?? 'The graph is not complete yet.')}</p>
          {typed.problems.length > 0 && (
            <Button onClick={() => store.getState().showDockTab('problems')}>Show problems</Button>
          )}
        </div>
      )}
      <Section title="Size and cost">
        <dl className={styles.facts}>
          <Fact name="Weights" value={fullCount(total((node) => node.parameterCount))} />
          <Fact name="Multiply-adds, one example" value={shortCount(multiplyAdds)} />
          {program?.density.densityCost && <Fact name="One density" value={program.density.densityCost} />}
          {program?.density.sampleCost && <Fact name="One sample" value={program.density.sampleCost} />}
          <Fact name="Nodes and wires" value={`${document.nodes.length} and ${document.wires.length}`} />
        </dl>
      </Section>
      {program && <Procedures program={program} />}
      {program && <Phases program={program} />}
      {TrainingSettings && (
        <Section title="Training">
          <Suspense fallback={null}>
            <TrainingSettings />
          </Suspense>
        </Section>
      )}
    </>
  )
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function Procedures({ program }: { readonly program: Program }) {
  const derived = program.procedures.filter(({ name }) => !name.startsWith('objective/'))
  return (
    <Section title="Procedures">
      <ul className={styles.list}>
        {derived.map(({ name, summary }) => (
          <li key={name} className={styles.procedure}>
            <Check size={13} strokeWidth={2} role="img" aria-label="derived" className={styles.derived} />
            <p>
              <strong>{wordsOf(name)}</strong> <span className={styles.faint}>{summary}</span>
            </p>
          </li>
        ))}
        {program.absent.map(({ name, reason }) => (
          <li key={name} className={styles.procedure}>
            <Minus size={13} strokeWidth={2} role="img" aria-label="not there" className={styles.faint} />
            <p>
              <strong className={styles.faint}>{wordsOf(name)}</strong> <span className={styles.faint}>{reason}</span>
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Phases({ program }: { readonly program: Program }) {
  const store = useEditorStore()
  const nodes = useEditor((state) => state.typed.nodes)
  return (
    <Section title={program.phases.length === 1 ? 'Objective' : 'Training phases'}>
      <ol className={styles.list}>
        {program.phases.map(({ procedure, node, title, trains, optimiser, terms }) => {
          const typed = nodes.get(node)
          return (
            <li key={procedure} className={styles.phase}>
              <button type="button" className={styles.follow} onClick={() => store.getState().goTo(node)}>
                {phaseTitle(title, typed)}
              </button>
              <p className={styles.faint}>
                {optimiserTitles[optimiser.optimiser]} at {plainNumber(optimiser.learningRate)} trains{' '}
                {trains.length === 1 ? '1 weight tensor' : `${trains.length} weight tensors`}.
                {terms.length > 0 && ` Terms: ${terms.map(termTitle).join(', ')}.`}
              </p>
            </li>
          )
        })}
      </ol>
    </Section>
  )
}

/** What the phase does, where its objective has several; else the objective. */
function phaseTitle(title: string, objective: TypedNode | undefined): string {
  if (title !== '') return title.charAt(0).toUpperCase() + title.slice(1)
  return objective ? titleOf(objective) : 'Objective'
}

const optimiserTitles = { adam: 'Adam', sgd: 'SGD', rmsprop: 'RMSProp' } as const

/** `logWeight` reads as `log weight`. */
const wordsOf = (name: string): string =>
  name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`)
