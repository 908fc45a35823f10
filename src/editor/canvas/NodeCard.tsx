// A node on the canvas: its kind, main parameters, ports and problems.

import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react'
import { CircleAlert, Snowflake, TriangleAlert } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import { ownersOf, titleOf } from '../../store/document/readings.ts'
import { useEditor } from '../../store/use-editor.ts'
import { classNames } from '../../ui/class-names.ts'
import { parameterLine } from '../signals/parameter-line.ts'
import { fullCount, shortCount } from '../signals/quantities.ts'
import { RoleGlyph, roleTitles } from '../signals/RoleGlyph.tsx'
import styles from './node-card.module.css'
import { PortRow } from './PortRow.tsx'
import type { ViewNode } from './view-nodes.ts'

export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<ViewNode>) {
  const typed = useEditor((state) => state.typed.nodes.get(id))
  return typed ? <Card typed={typed} isSelected={selected} /> : null
})

interface CardProps {
  readonly typed: TypedNode
  readonly isSelected: boolean
}

const Card = memo(function Card({ typed, isSelected }: CardProps) {
  const { node, definition, ports, links, outputs, active } = typed
  const inputs = Object.entries(ports.inputs)
  const given = Object.entries(ports.outputs)
  const definitions = useEditor((state) => state.typed.definitions)
  const wiredOutputs = useEditor((state) =>
    (state.typed.topology.outOf.get(node.id) ?? []).map((wire) => wire.from.port).join(),
  ).split(',')
  const line = parameterLine(typed, definitions)
  const portList = [...inputs, ...given].map(([name]) => name).join()
  const updateInternals = useUpdateNodeInternals()
  // React Flow measures the ports of a card when it is first drawn, and must be notified of new ones.
  const measuredPorts = useRef(portList)
  useEffect(() => {
    if (measuredPorts.current === portList) return
    measuredPorts.current = portList
    updateInternals(node.id)
  }, [portList, node.id, updateInternals])
  const rows = Array.from({ length: Math.max(inputs.length, given.length) }, (_, row) => row)
  return (
    <div
      className={classNames(
        styles.card,
        isSelected && styles.selected,
        node.mode && styles[node.mode],
        !active && styles.resting,
      )}
    >
      <header className={styles.header}>
        <span className={styles.glyph}>
          <RoleGlyph role={definition?.role} />
        </span>
        <div className={styles.names}>
          <h3 className={styles.title}>{titleOf(typed)}</h3>
          <p className={styles.kind}>{kindLine(typed)}</p>
        </div>
        <Badges typed={typed} />
      </header>
      <div className={styles.ports}>
        {rows.map((row) => {
          const [input, inputPort] = inputs[row] ?? []
          const [output, outputPort] = given[row] ?? []
          return (
            <div key={row} className={styles.row}>
              {input && inputPort ? (
                <PortRow end={{ node: node.id, port: input }} port={inputPort} side="input" isWired={!!links[input]} />
              ) : (
                <span />
              )}
              {output && outputPort && (
                <PortRow
                  end={{ node: node.id, port: output }}
                  port={outputPort}
                  side="output"
                  signal={outputs[output]}
                  isWired={wiredOutputs.includes(output)}
                />
              )}
            </div>
          )
        })}
      </div>
      {(line || typed.parameterCount > 0) && (
        <footer className={styles.footer}>
          <span className={styles.params}>{line}</span>
          {typed.parameterCount > 0 && (
            <span className={styles.count} title={`${fullCount(typed.parameterCount)} weights`}>
              {shortCount(typed.parameterCount)}
            </span>
          )}
        </footer>
      )}
    </div>
  )
})

/** The kind if the user has renamed the node, else its summary; and its state. */
function kindLine({ node, definition, active }: TypedNode): string {
  if (node.mode === 'bypass') return 'bypassed'
  if (node.mode === 'mute') return 'muted'
  if (!definition) return node.kind
  const kind = node.title ? definition.title : roleTitles[definition.role]
  return active ? kind : `${kind} · off`
}

function Badges({ typed: { node, problems } }: { readonly typed: TypedNode }) {
  const worst = problems.find((problem) => problem.severity === 'error') ?? problems[0]
  const Sign = worst?.severity === 'error' ? CircleAlert : TriangleAlert
  const owner = useEditor((state) => ownersOf(state).get(node.id)?.title)
  const phase = useEditor((state) => ownersOf(state).get(node.id)?.phase ?? 0)
  return (
    <span className={styles.badges}>
      {node.frozen && (
        <span
          role="img"
          aria-label="Frozen"
          data-tooltip="Frozen: its weights are not trained"
          className={styles.frozen}
        >
          <Snowflake size={13} strokeWidth={1.75} aria-hidden="true" />
        </span>
      )}
      {owner && (
        <span
          role="img"
          aria-label={`Trained by ${owner}`}
          data-tooltip={`Trained by ${owner}`}
          className={styles.owned}
          style={{ opacity: 1 - 0.3 * Math.min(2, phase) }}
        />
      )}
      {worst && (
        <span
          role="img"
          aria-label={worst.message}
          data-tooltip={worst.message}
          className={worst.severity === 'error' ? styles.error : styles.warning}
        >
          <Sign size={15} strokeWidth={2} aria-hidden="true" />
        </span>
      )}
    </span>
  )
}
