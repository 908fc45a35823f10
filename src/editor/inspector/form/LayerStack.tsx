// The layers of a network, from its input on: added, taken out, copied, moved by dragging or with the keyboard, each
// with its own parameters, and beside it the shape it gives and how many weights it has.
import { Plus } from 'lucide-react'
import { useMemo, useRef, useState } from 'react'
import { type Field, initialParams, type StackLayer } from '../../../graph/fields.ts'
import { isArray, type Json, type JsonObject } from '../../../graph/json.ts'
import { readStack, stackableKinds } from '../../../store/document/stack-readings.ts'
import { useEditor } from '../../../store/use-editor.ts'
import { Menu } from '../../../ui/Menu.tsx'
import { LayerRow } from './LayerRow.tsx'
import styles from './layer-stack.module.css'

export interface LayerStackProps {
  readonly node: string
  readonly field: Field<unknown>
  readonly value: Json
  readonly onChange: (layers: readonly StackLayer[], gesture?: string) => void
  readonly onSettled: () => void
}

export function LayerStack({ node, field, value, onChange, onSettled }: LayerStackProps) {
  const layers = useMemo(() => readLayers(value), [value])
  const typed = useEditor((state) => state.typed.nodes.get(node))
  const readings = useMemo(() => (typed ? readStack(typed, layers) : []), [typed, layers])
  const [open, setOpen] = useState<number | null>(null)
  const dragged = useRef<number | null>(null)
  const list = useRef<HTMLOListElement>(null)

  function focusRow(index: number) {
    requestAnimationFrame(() =>
      list.current?.querySelectorAll<HTMLElement>('[data-layer-head]')[Math.max(0, index)]?.focus(),
    )
  }

  function add(layer: StackLayer) {
    onChange([...layers, layer])
    setOpen(layers.length)
    focusRow(layers.length)
  }

  function move(from: number, to: number) {
    const layer = layers[from]
    if (!layer || to < 0 || to >= layers.length || from === to) return
    onChange(layers.toSpliced(from, 1).toSpliced(to, 0, layer))
    if (open === from) setOpen(to)
    focusRow(to)
  }

  function remove(index: number) {
    onChange(layers.toSpliced(index, 1))
    setOpen(null)
    focusRow(Math.min(index, layers.length - 2))
  }

  function setLayerParam(index: number, layer: StackLayer, name: string, param: Json) {
    const changed = { ...layer, params: { ...layer.params, [name]: param } }
    onChange(layers.with(index, changed), `${node} layer ${index} ${name}`)
  }

  return (
    <section aria-label={field.title} className={styles.stack}>
      <header className={styles.head}>
        <h4 data-tooltip={field.help}>{field.title}</h4>
        <AddLayer onAdd={add} />
      </header>
      <ol ref={list} className={styles.rows}>
        {layers.map((layer, index) => (
          <LayerRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a layer is known by its place in the stack.
            key={index}
            layer={layer}
            place={index}
            reading={readings[index]}
            isOpen={open === index}
            onToggle={() => setOpen(open === index ? null : index)}
            onParam={(name, param) => setLayerParam(index, layer, name, param)}
            onSettled={onSettled}
            onDuplicate={() => {
              onChange(layers.toSpliced(index + 1, 0, layer))
              focusRow(index + 1)
            }}
            onRemove={() => remove(index)}
            onMove={(by) => move(index, index + by)}
            onDragStart={() => {
              dragged.current = index
            }}
            onDropHere={() => {
              if (dragged.current !== null) move(dragged.current, index)
              dragged.current = null
            }}
          />
        ))}
      </ol>
      {layers.length === 0 && <p className={styles.none}>No layers: the input is passed directly to the output.</p>}
    </section>
  )
}

/** Each kind that can stand in a stack, added with the parameters it begins with. */
function AddLayer({ onAdd }: { readonly onAdd: (layer: StackLayer) => void }) {
  const definitions = useEditor((state) => state.typed.definitions)
  const items = () =>
    stackableKinds(definitions).map(({ kind, title, fields }) => ({
      id: kind,
      title,
      run: () => onAdd({ kind, params: initialParams(fields) as JsonObject }),
    }))
  return (
    <Menu
      label="Add a layer"
      align="end"
      className={styles.add}
      tooltip="Add a layer"
      sections={() => [{ title: 'Layers', items: items() }]}
    >
      <Plus size={14} aria-hidden="true" />
    </Menu>
  )
}

function readLayers(value: Json): readonly StackLayer[] {
  return isArray(value) ? value.flatMap((layer) => readLayer(layer)) : []
}

function readLayer(layer: Json): readonly StackLayer[] {
  if (typeof layer !== 'object' || layer === null || isArray(layer)) return []
  const { kind, params } = layer
  if (typeof kind !== 'string' || typeof params !== 'object' || params === null || isArray(params)) return []
  return [{ kind, params }]
}
