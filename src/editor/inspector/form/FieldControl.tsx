import type { Field } from '../../../graph/fields.ts'
import { isArray, type Json } from '../../../graph/json.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import { Select } from '../../../ui/Select.tsx'
import { Switch } from '../../../ui/Switch.tsx'
import { ClassesControl } from './ClassesControl.tsx'
import { faultOf } from './field-value.ts'
import { readNumber, stepNumber, writeNumber } from './number-text.ts'
import { ShapeControl } from './ShapeControl.tsx'

export interface FieldControlProps {
  readonly id: string
  readonly field: Field<unknown>
  readonly value: Json
  readonly onChange: (value: Json) => void
  readonly onSettled: () => void
}

const mostDimensions = 4

const numbersIn = (value: Json): readonly number[] =>
  isArray(value) ? value.filter((one) => typeof one === 'number') : []

export function FieldControl({ id, field, value, onChange, onSettled }: FieldControlProps) {
  const { form } = field
  switch (form.control) {
    case 'integer':
    case 'number': {
      const { min, max } = form
      const isInteger = form.control === 'integer'
      const expected = `${isInteger ? 'An integer' : 'A number'} from ${writeNumber(min)} to ${writeNumber(max)}.`
      return (
        <DraftInput
          id={id}
          isNumber
          value={typeof value === 'number' ? writeNumber(value) : ''}
          take={(text) => {
            const number = readNumber(text)
            if (number === null) return { fault: expected }
            const fault = faultOf(field, number)
            if (fault !== null) return { fault: expected }
            onChange(number)
            return { value: writeNumber(number) }
          }}
          onSettled={onSettled}
          onKeyDown={(event) => {
            const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' && -1
            if (!direction || typeof value !== 'number') return
            event.preventDefault()
            onChange(stepNumber(value, direction, { isInteger, min, max, isCoarse: event.shiftKey }))
          }}
        />
      )
    }
    case 'choice':
      return <Select id={id} value={String(value)} choices={form.choices} onChoose={(chosen) => onChange(chosen)} />
    case 'switch':
      return <Switch id={id} isOn={value === true} onSwitch={onChange} />
    case 'shape':
    case 'sizes':
      return (
        <ShapeControl
          id={id}
          title={field.title}
          kind={form.control}
          most={form.control === 'shape' ? mostDimensions : form.most}
          shape={numbersIn(value)}
          check={(shape) => faultOf(field, shape)}
          onChange={onChange}
          onSettled={onSettled}
        />
      )
    case 'classes':
      return (
        <ClassesControl
          id={id}
          title={field.title}
          names={form.names}
          chosen={numbersIn(value)}
          onChange={(chosen) => {
            onChange(chosen)
            onSettled()
          }}
        />
      )
    case 'layers':
      throw new Error(`The field "${field.title}" is a stack of layers and needs its own editor.`)
    default:
      return form satisfies never
  }
}
