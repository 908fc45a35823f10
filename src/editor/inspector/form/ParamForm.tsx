// A form made from a kind's fields. What a field refuses stays in its input with the reason.
import { type ReactNode, useId } from 'react'
import type { Field, Fields } from '../../../graph/fields.ts'
import type { Json, JsonObject } from '../../../graph/json.ts'
import { isShown } from '../../signals/parameter-line.ts'
import { FieldControl } from './FieldControl.tsx'
import { fieldGroups, type GroupedField } from './field-groups.ts'
import styles from './form.module.css'

export interface ParamFormProps {
  readonly fields: Fields
  readonly params: JsonObject
  /** Messages of inference about a field, by its name. */
  readonly faults?: Readonly<Record<string, string>>
  readonly onChange: (field: string, value: Json) => void
  /** The change is complete: the next one is a separate undo step. */
  readonly onSettled: () => void
  /** For a field whose control needs to know more than its value. */
  readonly custom?: (name: string, field: Field<unknown>, value: Json) => ReactNode | null
}

export function ParamForm({ fields, params, faults = {}, onChange, onSettled, custom }: ParamFormProps) {
  const rowOf = ({ name, field, title }: GroupedField) => {
    const value = params[name]
    if (value === undefined || !isShown(field, params)) return null
    const special = custom?.(name, field, value)
    return special ? (
      <div key={name}>{special}</div>
    ) : (
      <FieldRow
        key={name}
        title={title}
        field={field}
        value={value}
        fault={faults[name]}
        onChange={(next) => onChange(name, next)}
        onSettled={onSettled}
      />
    )
  }
  return (
    <div className={styles.form}>
      {fieldGroups(fields).map((group) =>
        group.title === '' ? (
          group.fields.map(rowOf)
        ) : (
          <fieldset key={group.title} className={styles.group}>
            <legend>{group.title}</legend>
            {group.fields.map(rowOf)}
          </fieldset>
        ),
      )}
    </div>
  )
}

interface FieldRowProps {
  readonly title: string
  readonly field: Field<unknown>
  readonly value: Json
  readonly fault: string | undefined
  readonly onChange: (value: Json) => void
  readonly onSettled: () => void
}

function FieldRow({ title, field, value, fault, onChange, onSettled }: FieldRowProps) {
  const id = useId()
  return (
    <div className={styles.row}>
      <label className={styles.label} htmlFor={id} data-tooltip={field.help}>
        {title}
      </label>
      <div className={styles.control}>
        <FieldControl id={id} field={field} value={value} onChange={onChange} onSettled={onSettled} />
        {fault && (
          <p className={styles.fault} role="alert">
            {fault}
          </p>
        )}
      </div>
    </div>
  )
}
