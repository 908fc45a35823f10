import { useCallback } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import { setParam, setTitle } from '../../graph/edits.ts'
import type { StackLayer } from '../../graph/fields.ts'
import type { Json, JsonObject } from '../../graph/json.ts'
import { titleOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { EditableText } from '../../ui/EditableText.tsx'
import { RoleGlyph, roleTitles } from '../signals/RoleGlyph.tsx'
import { LayerStack } from './form/LayerStack.tsx'
import { ParamForm } from './form/ParamForm.tsx'
import styles from './inspector.module.css'
import { ModeButtons } from './ModeButtons.tsx'
import { NodeProblems } from './NodeProblems.tsx'
import { NodeText } from './NodeText.tsx'
import { PortList } from './PortList.tsx'
import { Section } from './Section.tsx'
import { WeightList } from './WeightList.tsx'

export function NodeInspector({ id }: { readonly id: string }) {
  const typed = useEditor((state) => state.typed.nodes.get(id))
  return typed ? <Details typed={typed} /> : null
}

function Details({ typed }: { readonly typed: TypedNode }) {
  const store = useEditorStore()
  const { node, definition, params } = typed
  const onParam = useCallback(
    (field: string, value: Json, gesture?: string) =>
      store.getState().edit((document) => setParam(document, node.id, field, value), gesture),
    [store, node.id],
  )
  const onSettled = useCallback(() => store.getState().endGesture(), [store])
  const fields = definition ? Object.keys(definition.fields).length : 0
  return (
    <>
      <header className={styles.head}>
        <span className={styles.glyph}>
          <RoleGlyph role={definition?.role} />
        </span>
        <div className={styles.names}>
          <h2 className={styles.title}>
            <EditableText
              label="Node title"
              value={titleOf(typed)}
              opensBy="click"
              onChange={(text) => store.getState().edit((document) => setTitle(document, node.id, text))}
            />
          </h2>
          <p className={styles.kind}>{kindLine(typed)}</p>
        </div>
        <div role="toolbar" aria-label="Node" className={styles.modes}>
          <ModeButtons />
        </div>
      </header>
      {definition && <NodeText kind={definition.kind} summary={definition.summary} />}
      <NodeProblems problems={typed.problems} />
      {definition && fields > 0 && (
        <Section title="Parameters">
          <ParamForm
            fields={definition.fields}
            // What was stored, also where it is wrong, so that it can be put right.
            params={{ ...params, ...node.params }}
            faults={fieldFaults(typed)}
            onChange={(field, value) => onParam(field, value, `${node.id} ${field}`)}
            onSettled={onSettled}
            custom={(name, field, value) =>
              field.form.control === 'layers' ? (
                <LayerStack
                  node={node.id}
                  field={field}
                  value={value}
                  onChange={(layers, gesture) => onParam(name, layers.map(asJson), gesture)}
                  onSettled={onSettled}
                />
              ) : null
            }
          />
        </Section>
      )}
      <PortList typed={typed} />
      <WeightList typed={typed} />
    </>
  )
}

/** Includes the kind if the user has renamed the node. */
function kindLine({ node, definition }: TypedNode): string {
  if (!definition) return `unknown kind ${node.kind}`
  const role = roleTitles[definition.role]
  return node.title ? `${definition.title} · ${role}` : role
}

function fieldFaults({ problems }: TypedNode): Readonly<Record<string, string>> {
  return Object.fromEntries(problems.flatMap(({ field, message }) => (field ? [[field, message] as const] : [])))
}

const asJson = ({ kind, params }: StackLayer): JsonObject => ({ kind, params })
