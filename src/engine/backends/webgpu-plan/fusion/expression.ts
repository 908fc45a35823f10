// Writes values as WGSL, each once: a number that was written at an index is known by its name from then on. What depends
// on the loop's index stands in the loop, all else before it.
import type { StoredType } from '../trace.ts'
import { isIdentity, mapKey, mapText } from './index-map.ts'
import { resultKey } from './job.ts'
import { pointwiseOps } from './pointwise-ops.ts'
import type { Bound, Operand, ReductionShape, Value } from './value.ts'

export interface Scope {
  readonly lines: string[]
  /** By value and index. */
  readonly names: Map<string, string>
}

export const emptyScope = (): Scope => ({ lines: [], names: new Map() })

export interface Expressions {
  /** A WGSL expression without side effects, of the value's type. */
  at(value: Value, index: string): string
  /** From now on, whatever depends on this index is written there. */
  open(index: string, scope: Scope): void
  define(value: Value, index: string, name: string): void
}

export interface ExpressionSettings {
  /** The name of the buffer to read the value from; null where it is to be computed. */
  readonly bufferOf: (value: Value) => string | null
  /** A name that is not used elsewhere. */
  readonly newName: (prefix: string) => string
  /** Of a loop over a reduction, in which "i" counts the full size and "o" the results. */
  readonly shape?: ReductionShape
}

export function createExpressions({ bufferOf, newName, shape }: ExpressionSettings): Expressions {
  const scopes = new Map<string, Scope>()
  const scopeOf = (index: string): Scope => {
    const scope = scopes.get(index)
    if (!scope) throw new Error(`Fusion: nothing is known of the index "${index}".`)
    return scope
  }
  const toResult = shape && resultKey(shape)

  const indexFor = ({ value, map }: Operand, size: number, index: string): string => {
    if (value.definition.kind === 'splat' || (isIdentity(map) && value.size === size)) return index
    const key = mapKey(map)
    if (index === 'i' && key === toResult && scopes.has('o')) return 'o'
    const scope = scopeOf(index)
    const known = scope.names.get(`${key} of ${index}`)
    if (known) return known
    const name = newName('x')
    scope.lines.push(`let ${name} = ${mapText(map, index)};`)
    scope.names.set(`${key} of ${index}`, name)
    scopes.set(name, scope)
    return name
  }

  const at = (value: Value, index: string): string => {
    if (value.definition.kind === 'splat') return literal(value.definition.number, value.dtype)
    const scope = scopeOf(index)
    const key = `${value.id} at ${index}`
    const known = scope.names.get(key)
    if (known) return known
    const buffer = bufferOf(value)
    const text = buffer === null ? computed(value, index) : `${buffer}[${index}]`
    // A copy has the name of what it copies.
    const name = /^\w+$/.test(text) ? text : newName('v')
    if (name !== text) scope.lines.push(`let ${name} = ${text};`)
    scope.names.set(key, name)
    return name
  }

  const operandAt = (operand: Operand, size: number, index: string): string =>
    at(operand.value, indexFor(operand, size, index))

  const computed = (value: Value, index: string): string => {
    const { definition, size, dtype } = value
    if (definition.kind === 'pieces') {
      const parts = definition.pieces.map(({ bounds, operand }) => ({
        text: converted(operandAt(operand, size, index), typeOf(operand.value.dtype), typeOf(dtype)),
        condition: bounds.map((bound) => boundText(bound, size, index)).join(' && ') || 'true',
      }))
      return parts.reduceRight(
        (rest, { text, condition }) => (rest ? `select(${rest}, ${text}, ${condition})` : text),
        '',
      )
    }
    if (definition.kind !== 'pointwise') throw new Error(`Fusion: a value that is ${definition.kind} is not at hand.`)
    const rule = pointwiseOps[definition.op]
    if (!rule) throw new Error(`Fusion: there is no pointwise operation "${definition.op}".`)
    const args = definition.operands.map((operand) => ({
      text: operandAt(operand, size, index),
      type: typeOf(operand.value.dtype),
    }))
    const isWhole = rule.integers === true && args.every(({ type }) => type === 'i32')
    const text = rule.wgsl(...args.map((arg) => (isWhole ? arg.text : converted(arg.text, arg.type, 'f32'))))
    const own = isWhole ? 'i32' : 'f32'
    return converted(text, rule.isTest ? 'bool' : own, typeOf(dtype))
  }

  return {
    at,
    open: (index, scope) => {
      scopes.set(index, scope)
    },
    define: (value, index, name) => {
      scopeOf(index).names.set(`${value.id} at ${index}`, name)
    },
  }
}

type WgslType = 'f32' | 'i32' | 'bool'

/** TF.js keeps a bool as an i32. */
export const typeOf = (dtype: StoredType): 'f32' | 'i32' => (dtype === 'float32' ? 'f32' : 'i32')

function converted(text: string, from: WgslType, to: 'f32' | 'i32'): string {
  if (from === to) return text
  return from === 'bool' ? `select(${to}(0), ${to}(1), ${text})` : `${to}(${text})`
}

function boundText({ divisor, extent, from, to }: Bound, size: number, index: string): string {
  const divided = divisor === 1 ? index : `${index} / ${divisor}u`
  const counter = divisor * extent === size ? divided : `(${divided}) % ${extent}u`
  const tests = [from > 0 && `(${counter}) >= ${from}u`, to < extent && `(${counter}) < ${to}u`].filter(Boolean)
  return tests.join(' && ') || 'true'
}

function literal(number: number, dtype: StoredType): string {
  if (typeOf(dtype) === 'i32') return number < 0 ? `i32(${number})` : `${number}i`
  if (Number.isNaN(number)) return 'nan()'
  if (Math.abs(number) === Number.POSITIVE_INFINITY) return number > 0 ? 'infinity()' : '(-infinity())'
  return number < 0 || Object.is(number, -0) ? `(-${-number}f)` : `${number}f`
}
