import { type Field, parseParams } from '../../../graph/fields.ts'
import type { Json } from '../../../graph/json.ts'

/** What the field has against a value, or `null`. */
export function faultOf(field: Field<unknown>, value: Json): string | null {
  const [fault] = parseParams({ value: field }, { value }).faults
  return fault ? `${fault.message[0]?.toUpperCase()}${fault.message.slice(1)}.` : null
}
