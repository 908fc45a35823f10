// A port of a node: its glyph is where wires begin and end.
import { Handle, Position } from '@xyflow/react'
import { memo } from 'react'
import type { Port } from '../../graph/definition.ts'
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { describeSignal, type Signal, signalTitles } from '../../graph/signals.ts'
import { useEditor } from '../../store/use-editor.ts'
import type { Side } from '../../store/view/view-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { SignalGlyph } from '../signals/SignalGlyph.tsx'
import styles from './port-row.module.css'

export interface PortRowProps {
  readonly end: Endpoint
  readonly port: Port
  readonly side: Side
  readonly isWired: boolean
  readonly signal?: Signal | undefined
}

type Standing = 'fits' | 'refuses' | 'aside' | null

export const PortRow = memo(
  function PortRow({ end, port, side, isWired, signal }: PortRowProps) {
    const key = endpointKey(end)
    const standing = useEditor((state): Standing => {
      const drag = state.wireDrag
      if (!drag) return null
      if (drag.side === side) return drag.end.node === end.node && drag.end.port === end.port ? null : 'aside'
      return drag.verdicts.get(key)?.allowed ? 'fits' : 'refuses'
    })
    const shape = signal ? shortShape(signal) : null
    return (
      <div className={classNames(styles.port, styles[side], standing && styles[standing])}>
        <span
          className={`${styles.grip} nodrag nopan`}
          data-port={end.port}
          data-port-node={end.node}
          data-side={side}
          data-tooltip={`${port.title}: ${signal ? describeSignal(signal) : signalTitles[port.signal]}. ${port.help}`}
        >
          <Handle
            id={end.port}
            type={side === 'input' ? 'target' : 'source'}
            position={side === 'input' ? Position.Left : Position.Right}
            isConnectable={false}
            className={styles.anchor}
          />
          <SignalGlyph signal={port.signal} isOpen={!isWired} className={styles.glyph} />
        </span>
        <span className={styles.title}>{port.title}</span>
        {shape && <span className={styles.shape}>{shape}</span>}
      </div>
    )
  },
  (a, b) =>
    endpointKey(a.end) === endpointKey(b.end) && a.port === b.port && a.isWired === b.isWired && a.signal === b.signal,
)

function shortShape(signal: Signal): string | null {
  if (signal.signal === 'objective') return 'nats'
  if (signal.shape === 'any') return null
  return signal.shape.length === 0 ? '1' : signal.shape.join('×')
}
