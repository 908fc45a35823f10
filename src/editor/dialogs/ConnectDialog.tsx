// Connecting by keyboard: first a port of the selected node, then the port it is to be wired to. Ports that do not fit
// are listed with the reason; where there is a fix, choosing one carries it out.

import { useMemo, useState } from 'react'
import type { ConnectionCheck } from '../../compiler/inference/connection.ts'
import type { TypedGraph, TypedNode } from '../../compiler/inference/typed-graph.ts'
import { type Endpoint, endpointKey } from '../../graph/document.ts'
import { connect } from '../../graph/edits.ts'
import { describeSignal, type SignalKind, signalTitles } from '../../graph/signals.ts'
import { checkWire, selectedNodes, titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import type { DanglingWire, Side } from '../../store/view/view-state.ts'
import { classNames } from '../../ui/class-names.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { dialogWords } from '../../words/dialogs.ts'
import { SignalGlyph } from '../signals/SignalGlyph.tsx'
import type { EditorDialogProps } from './editor-dialog.ts'
import { SearchList } from './SearchList.tsx'
import styles from './search-list.module.css'

interface PortEntry extends DanglingWire {
  readonly node: string
  readonly title: string
  readonly signal: SignalKind
  readonly carries: string
}

const idOf = ({ end, side }: PortEntry) => `${side} ${endpointKey(end)}`
const textOf = ({ node, title, side }: PortEntry) => `${node} ${title} ${dialogWords[side]}`

export function ConnectDialog({ onClose }: EditorDialogProps) {
  const graph = useEditor((state) => state.typed)
  const selected = useEditor((state) => selectedNodes(state).at(-1))
  const own = useMemo(() => {
    const typed = selected === undefined ? undefined : graph.nodes.get(selected)
    return typed ? [...portsOf(typed, 'output'), ...portsOf(typed, 'input')] : []
  }, [graph, selected])
  const [chosen, setChosen] = useState<PortEntry | null>(own.length === 1 ? (own[0] ?? null) : null)
  return (
    <Dialog title={dialogWords.connect} width={520} bare onClose={onClose}>
      {chosen ? (
        <Targets from={chosen} graph={graph} onClose={onClose} />
      ) : (
        <>
          <p className={styles.step}>{dialogWords.connectWhich({ node: own[0]?.node ?? '' })}</p>
          <SearchList
            label={dialogWords.portToConnect}
            placeholder={dialogWords.portPlaceholder}
            items={own}
            idOf={idOf}
            textOf={textOf}
            onChoose={setChosen}
            render={(port) => <PortLine port={port} note={dialogWords[port.side]} />}
            nothing={dialogWords.noPort}
          />
        </>
      )}
    </Dialog>
  )
}

interface TargetsProps extends EditorDialogProps {
  readonly from: PortEntry
  readonly graph: TypedGraph
}

function Targets({ from, graph, onClose }: TargetsProps) {
  const store = useEditorStore()
  const targets = useMemo(() => {
    const side = from.side === 'output' ? 'input' : 'output'
    const ports = [...graph.nodes.values()]
      .filter((typed) => typed.node.id !== from.end.node)
      .flatMap((typed) => portsOf(typed, side))
    return ports.map((port) => ({ ...port, check: checkWire(store.getState(), from, port.end) }))
  }, [from, graph, store])

  function choose({ end, check }: (typeof targets)[number]) {
    const state = store.getState()
    const [fix] = check.allowed ? [] : check.fixes
    if (check.allowed) {
      const [source, target]: readonly Endpoint[] = from.side === 'output' ? [from.end, end] : [end, from.end]
      if (source && target) state.edit((document) => connect(document, source, target))
      state.announce(dialogWords.connected({ node: from.node, port: from.title, other: end.node }))
    } else if (fix) state.applyFix(fix)
    else {
      state.announce(check.reason)
      return
    }
    onClose()
  }

  return (
    <>
      <p className={styles.step}>{dialogWords.connectTo({ port: from.title, node: from.node })}</p>
      <SearchList
        label={dialogWords.portToConnectTo}
        placeholder={dialogWords.targetPlaceholder}
        items={targets}
        idOf={idOf}
        textOf={textOf}
        isBarred={isRefused}
        onChoose={choose}
        render={({ check, ...port }) => (
          <PortLine
            port={port}
            isRefused={!check.allowed}
            note={check.allowed ? port.carries : check.reason}
            {...(!check.allowed && check.fixes[0] ? { fix: check.fixes[0].title } : {})}
          />
        )}
        nothing={dialogWords.noOtherPort}
      />
    </>
  )
}

const isRefused = ({ check }: { readonly check: ConnectionCheck }) => !check.allowed

interface PortLineProps {
  readonly port: PortEntry
  readonly note: string
  readonly isRefused?: boolean
  readonly fix?: string
}

function PortLine({ port, note, isRefused = false, fix }: PortLineProps) {
  return (
    <>
      <SignalGlyph signal={port.signal} isOpen={isRefused} />
      <span className={classNames(styles.title)}>
        {port.node} · {port.title}
        <small>{note}</small>
      </span>
      {fix && <span className={styles.faint}>{fix}</span>}
    </>
  )
}

function portsOf(typed: TypedNode, side: Side): PortEntry[] {
  const ports = side === 'output' ? typed.ports.outputs : typed.ports.inputs
  const signals = side === 'output' ? typed.outputs : typed.inputs
  return Object.entries(ports).map(([port, { title, signal }]) => {
    const carried = signals[port]
    return {
      end: { node: typed.node.id, port },
      side,
      node: titleOf(typed),
      title,
      signal,
      carries: carried ? describeSignal(carried) : signalTitles[signal],
    }
  })
}
