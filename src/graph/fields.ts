// Parameters of a node kind. One field gives the file check (a schema), the default and the form control,
// so none of the three can disagree with the others.
import * as v from 'valibot'
import type { Json, JsonObject } from './json.ts'
import { type Shape, sizeOf } from './signals.ts'

/** A layer inside a network's stack: a node kind of role `layer` and its parameters. */
export interface StackLayer {
  readonly kind: string
  readonly params: JsonObject
}

export type Control =
  | { readonly control: 'integer' | 'number'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly control: 'choice'; readonly choices: readonly { readonly value: string; readonly title: string }[] }
  | { readonly control: 'switch' }
  | { readonly control: 'shape' }
  /** A list of sizes, with a maximum length. */
  | { readonly control: 'sizes'; readonly most: number }
  /** Some of the classes of a dataset; class k is called names[k]. */
  | { readonly control: 'classes'; readonly names: readonly string[] }
  | { readonly control: 'layers' }

export interface Field<T> {
  readonly schema: v.GenericSchema<unknown, T>
  readonly initial: T
  readonly title: string
  readonly help: string
  readonly form: Control
  readonly when?: Condition
}

/** The form shows the field only if this other field has this value, or one of these. */
export interface Condition {
  readonly field: string
  readonly is: Json
  readonly or?: readonly Json[]
}

interface Common<T> {
  readonly title: string
  readonly help: string
  readonly initial: T
  readonly when?: Condition
}

const common = <T>({ title, help, initial, when }: Common<T>) => ({ title, help, initial, ...(when ? { when } : {}) })

export function integer(options: Common<number> & { min: number; max: number; unit?: string }): Field<number> {
  const { min, max, unit } = options
  return {
    ...common(options),
    schema: v.pipe(
      v.number(`must be an integer from ${min} to ${max}`),
      v.integer(`must be an integer from ${min} to ${max}`),
      v.minValue(min, `must be at least ${min}`),
      v.maxValue(max, `must be at most ${max}`),
    ),
    form: { control: 'integer', min, max, ...(unit ? { unit } : {}) },
  }
}

export function real(options: Common<number> & { min: number; max: number; unit?: string }): Field<number> {
  const { min, max, unit } = options
  return {
    ...common(options),
    schema: v.pipe(
      v.number(`must be a number from ${min} to ${max}`),
      v.finite('must be finite'),
      v.minValue(min, `must be at least ${min}`),
      v.maxValue(max, `must be at most ${max}`),
    ),
    form: { control: 'number', min, max, ...(unit ? { unit } : {}) },
  }
}

export function choice<const T extends string>(
  options: Common<T> & { choices: readonly { readonly value: T; readonly title: string }[] },
): Field<T> {
  const values = options.choices.map((c) => c.value)
  return {
    ...common<T>(options),
    schema: v.picklist(values, `must be one of ${values.join(', ')}`),
    form: { control: 'choice', choices: options.choices },
  }
}

export function toggle(options: Common<boolean>): Field<boolean> {
  return { ...common(options), schema: v.boolean('must be true or false'), form: { control: 'switch' } }
}

/** A list of sizes, such as hidden layers; may be empty. */
export function sizeList(options: Common<readonly number[]> & { max: number; most: number }): Field<readonly number[]> {
  const { max, most } = options
  const expected = `must be a list of integers from 1 to ${max}, such as 500, 500`
  return {
    ...common(options),
    schema: v.pipe(
      v.array(
        v.pipe(v.number(expected), v.integer(expected), v.minValue(1, expected), v.maxValue(max, expected)),
        expected,
      ),
      v.maxLength(most, `must have at most ${most} entries`),
    ),
    form: { control: 'sizes', most },
  }
}

export function shapeField(options: Common<Shape>): Field<Shape> {
  const extent = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_048_576))
  return {
    ...common(options),
    schema: v.pipe(
      v.array(extent, 'must be a list of integers of at least 1, such as 28, 28, 1'),
      v.maxLength(4, 'must have at most 4 dimensions'),
      v.check((shape) => sizeOf(shape) <= 1_048_576, 'must have at most 1,048,576 elements'),
    ),
    form: { control: 'shape' },
  }
}

/** Classes of a dataset by number, at least one, in ascending order. */
export function classSubset(
  options: Common<readonly number[]> & { names: readonly string[] },
): Field<readonly number[]> {
  const { names } = options
  const expected = `must list classes from 0 to ${names.length - 1} in ascending order, such as 0, 1`
  return {
    ...common(options),
    schema: v.pipe(
      v.array(v.pipe(v.number(expected), v.integer(expected), v.minValue(0, expected)), expected),
      v.minLength(1, 'must name at least one class'),
      v.check(
        (classes) => classes.every((one, i) => one < names.length && (i === 0 || one > classes[i - 1]!)),
        expected,
      ),
    ),
    form: { control: 'classes', names },
  }
}

/** A union of schemas would try each nested list twice, so the time would double with each level. */
const jsonDepth = 16
const isJson = (value: unknown, depth: number): value is Json => {
  if (typeof value === 'number') return Number.isFinite(value)
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value !== 'object' || depth === 0 || Object.hasOwn(value, '__proto__')) return false
  return Object.values(value).every((part) => isJson(part, depth - 1))
}
export const jsonObjectSchema: v.GenericSchema<unknown, JsonObject> = v.custom<JsonObject>(
  (value) => typeof value === 'object' && !Array.isArray(value) && value !== null && isJson(value, jsonDepth),
  `must be an object of JSON values nested at most ${jsonDepth} deep, none named "__proto__"`,
)

/** Each layer's parameters are checked during inference, where the kinds are known. */
export function layerStack(options: Common<readonly StackLayer[]>): Field<readonly StackLayer[]> {
  return {
    ...common(options),
    schema: v.pipe(
      v.array(v.strictObject({ kind: v.pipe(v.string(), v.maxLength(80)), params: jsonObjectSchema })),
      v.maxLength(64, 'must have at most 64 layers'),
    ),
    form: { control: 'layers' },
  }
}

export type Fields = Readonly<Record<string, Field<unknown>>>
export type ParamsOf<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }

export interface ParamFault {
  readonly field: string
  readonly message: string
  readonly received: Json | undefined
}

/** The defaults of all fields. */
export function initialParams<F extends Fields>(fields: F): ParamsOf<F> {
  const initials = Object.entries(fields).map(([name, field]) => [name, field.initial] as const)
  return Object.fromEntries(initials) as ParamsOf<F>
}

/** Reads raw parameters; a missing one gets its default, an invalid or unknown one is reported and dropped. */
export function parseParams<F extends Fields>(
  fields: F,
  raw: JsonObject,
): { params: ParamsOf<F>; faults: ParamFault[] } {
  const faults: ParamFault[] = []
  const params: Record<string, unknown> = { ...initialParams(fields) }
  for (const [name, value] of Object.entries(raw)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) {
      faults.push({ field: name, message: 'is not a parameter of this node type', received: value })
      continue
    }
    const result = v.safeParse(field.schema, value)
    if (result.success) params[name] = result.output
    else faults.push({ field: name, message: result.issues[0].message, received: value })
  }
  return { params: params as ParamsOf<F>, faults }
}
