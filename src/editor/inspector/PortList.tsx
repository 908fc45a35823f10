// The ports of a node: what they carry and where they lead; the wires can be followed and taken off here.

import { Unplug } from 'lucide-react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import type { Port } from '../../graph/definition.ts'
import type { Endpoint } from '../../graph/document.ts'
import { disconnect } from '../../graph/edits.ts'
import { describeSignal, type Signal, signalTitles } from '../../graph/signals.ts'
import { titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { IconButton } from '../../ui/Button.tsx'
import { SignalGlyph } from '../signals/SignalGlyph.tsx'
import styles from './inspector.module.css'
import { Section } from './Section.tsx'

export function PortList({ typed }: { readonly typed: TypedNode }) {
  const { node, ports, links, inputs, outputs } = typed
  const graph = useEditor((state) => state.typed)
  return (
    <Section title="Ports">
      <ul className={styles.list}>
        {Object.entries(ports.inputs).map(([name, port]) => (
          <PortLine
            key={name}
            end={{ node: node.id, port: name }}
            port={port}
            signal={inputs[name] ?? links[name]?.signal}
            direction="from"
            others={links[name] ? [links[name].from.node] : []}
          />
        ))}
        {Object.entries(ports.outputs).map(([name, port]) => (
          <PortLine
            key={name}
            end={{ node: node.id, port: name }}
            port={port}
            signal={outputs[name]}
            direction="to"
            others={(graph.topology.outOf.get(node.id) ?? [])
              .filter((wire) => wire.from.port === name)
              .map((wire) => wire.to.node)}
          />
        ))}
      </ul>
    </Section>
  )
}

interface PortLineProps {
  readonly end: Endpoint
  readonly port: Port
  readonly signal: Signal | undefined
  readonly direction: 'from' | 'to'
  readonly others: readonly string[]
}

function PortLine({ end, port, signal, direction, others }: PortLineProps) {
  const store = useEditorStore()
  const nodes = useEditor((state) => state.typed.nodes)
  return (
    <li className={styles.port}>
      <SignalGlyph signal={port.signal} isOpen={others.length === 0} />
      <div className={styles.portNames}>
        <p>
          <strong data-tooltip={port.help}>{port.title}</strong>
          <span className={styles.faint}> {whatItCarries(port, signal)}</span>
        </p>
        <p className={styles.faint}>
          {others.length === 0 && standingAlone(port, direction)}
          {others.length > 0 && `${direction} `}
          {others.map((other, index) => {
            const typed = nodes.get(other)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two wires may lead to one node.
              <span key={index}>
                {index > 0 && ', '}
                <button type="button" className={styles.follow} onClick={() => store.getState().goTo(other)}>
                  {typed ? titleOf(typed) : other}
                </button>
              </span>
            )
          })}
        </p>
      </div>
      {direction === 'from' && others.length > 0 && (
        <IconButton
          label={`Disconnect ${port.title}`}
          onClick={() => store.getState().edit((document) => disconnect(document, end))}
        >
          <Unplug />
        </IconButton>
      )}
    </li>
  )
}

function standingAlone({ signal }: Port, direction: 'from' | 'to'): string {
  if (direction === 'from') return 'not connected'
  return signal === 'objective' ? 'minimised by training' : 'not connected yet'
}

function whatItCarries({ signal: kind }: Port, signal: Signal | undefined): string {
  if (kind === 'objective') return 'in nats'
  // A shape stays on one line.
  return signal ? describeSignal(signal).replaceAll(' × ', '\u00a0×\u00a0') : signalTitles[kind]
}
