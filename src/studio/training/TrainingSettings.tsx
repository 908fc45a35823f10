// How the model is trained: the document's settings and the optimiser of each objective. Edits go through the document.

import { useId } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import {
  type BudgetUnit,
  type LearningRateSchedule,
  mostInBatch,
  type TrainingSettings as Settings,
} from '../../graph/document.ts'
import { setParam, setSchedule, setTraining } from '../../graph/edits.ts'
import { documentOf, titleOf } from '../../store/document/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { Select } from '../../ui/Select.tsx'
import { NumberSetting } from './NumberSetting.tsx'
import { type OptimiserSide, optimiserSides } from './optimiser-sides.ts'
import styles from './training.module.css'

const units: readonly { readonly value: BudgetUnit; readonly title: string }[] = [
  { value: 'steps', title: 'steps' },
  { value: 'epochs', title: 'epochs' },
  { value: 'seconds', title: 'seconds' },
]

const schedules: readonly { readonly value: LearningRateSchedule | 'constant'; readonly title: string }[] = [
  { value: 'constant', title: 'constant rate' },
  { value: 'linear', title: 'linear to zero' },
  { value: 'cosine', title: 'cosine to zero' },
  { value: 'stable-decay', title: 'decay at the end' },
]

/** Fills its container, which has its own name. */
export function TrainingSettings() {
  const training = useEditor((state) => documentOf(state).training)
  const nodes = useEditor((state) => state.typed.nodes)
  const edit = useEditor((state) => state.edit)
  const settle = useEditor((state) => state.endGesture)
  const objectives = [...nodes.values()].filter(({ definition, active }) => definition?.role === 'objective' && active)
  const change = (key: string, settings: Partial<Settings>) =>
    edit((document) => setTraining(document, settings), `training.${key}`)
  const { seed, batchSize, budget, schedule } = training
  const scheduleId = useId()
  return (
    <div className={styles.settings}>
      <NumberSetting
        title="Train for"
        value={budget.amount}
        min={1}
        max={1_000_000}
        isWhole
        onAccept={(amount) => change('budget', { budget: { ...budget, amount } })}
        onSettled={settle}
      >
        <Select
          aria-label="Unit of the budget"
          value={budget.unit}
          choices={units}
          onChoose={(unit) => change('unit', { budget: { ...budget, unit } })}
        />
      </NumberSetting>
      <NumberSetting
        title="Batch size"
        value={batchSize}
        min={1}
        max={mostInBatch}
        isWhole
        onAccept={(size) => change('batchSize', { batchSize: size })}
        onSettled={settle}
      />
      <NumberSetting
        title="Seed"
        value={seed}
        min={0}
        max={2 ** 32 - 1}
        isWhole
        onAccept={(value) => change('seed', { seed: value })}
        onSettled={settle}
      />
      <div className={styles.setting}>
        <label htmlFor={scheduleId}>Schedule</label>
        <Select
          id={scheduleId}
          value={schedule ?? 'constant'}
          choices={schedules}
          disabled={budget.unit === 'seconds'}
          title={
            budget.unit === 'seconds'
              ? 'Needs a budget in steps or epochs: otherwise the number of steps is unknown.'
              : 'How all learning rates change from the first step to the last.'
          }
          onChoose={(value) => edit((document) => setSchedule(document, value === 'constant' ? undefined : value))}
        />
      </div>
      {objectives.map((objective) => (
        <OptimiserSettings key={objective.node.id} objective={objective} isOnly={objectives.length === 1} />
      ))}
    </div>
  )
}

function OptimiserSettings({ objective, isOnly }: { readonly objective: TypedNode; readonly isOnly: boolean }) {
  const sides = optimiserSides(objective.definition?.fields ?? {})
  return (
    <>
      {!isOnly && <h4 className={styles.phase}>{titleOf(objective)}</h4>}
      {sides.map((side) => (
        <SideSettings key={side.optimiser} side={side} objective={objective} isOnly={sides.length === 1} />
      ))}
    </>
  )
}

interface SideSettingsProps {
  readonly side: OptimiserSide
  readonly objective: TypedNode
  readonly isOnly: boolean
}

function SideSettings({ side, objective: { node, definition, params }, isOnly }: SideSettingsProps) {
  const edit = useEditor((state) => state.edit)
  const settle = useEditor((state) => state.endGesture)
  const id = useId()
  const set = (field: string, value: string | number) =>
    edit((document) => setParam(document, node.id, field, value), `${node.id}.${field}`)
  const kind = definition?.fields[side.optimiser]?.form
  const rate = definition?.fields[side.learningRate]?.form
  return (
    <>
      {!isOnly && <h4 className={styles.phase}>{side.title}</h4>}
      {kind?.control === 'choice' && (
        <div className={styles.setting}>
          <label htmlFor={id}>Optimiser</label>
          <Select
            id={id}
            value={String(params[side.optimiser])}
            choices={kind.choices}
            onChoose={(value) => set(side.optimiser, value)}
          />
        </div>
      )}
      {rate?.control === 'number' && (
        <NumberSetting
          title="Learning rate"
          value={Number(params[side.learningRate])}
          min={rate.min}
          max={rate.max}
          onAccept={(value) => set(side.learningRate, value)}
          onSettled={settle}
        />
      )}
    </>
  )
}
