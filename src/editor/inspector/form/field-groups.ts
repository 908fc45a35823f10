// Fields whose titles begin alike, as `Generator: optimiser` and `Generator: learning rate`, stand under one heading.
import type { Field, Fields } from '../../../graph/fields.ts'

export interface GroupedField {
  readonly name: string
  readonly field: Field<unknown>
  /** Its title, less that of its group. */
  readonly title: string
}

export interface FieldGroup {
  /** Empty for fields that stand alone. */
  readonly title: string
  readonly fields: readonly GroupedField[]
}

/** In the fields' order. */
export function fieldGroups(fields: Fields): readonly FieldGroup[] {
  const groups: { title: string; fields: GroupedField[] }[] = []
  for (const [name, field] of Object.entries(fields)) {
    const [, group = '', title = field.title] = /^(.+?): (.+)$/.exec(field.title) ?? []
    const last = groups.at(-1)
    // Greek letters stay small.
    const grouped = { name, field, title: title.replace(/^[a-z]/, (letter) => letter.toUpperCase()) }
    if (last?.title === group) last.fields.push(grouped)
    else groups.push({ title: group, fields: [grouped] })
  }
  return groups
}
