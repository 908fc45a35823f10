// Values and user input as TypeScript text. Text typed by the user reaches a file only through these functions.
import { isArray, type Json } from '../../graph/json.ts'

const lineWidth = 110

/** A string literal that no text can escape from. */
export function printString(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replace(
      /[\u007f-\u009f\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
  return `'${escaped}'`
}

/** Text on one line that ends neither a comment nor a line. */
export function printWords(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .trim()
}

/** A doc comment; each item is a line. */
export function printComment(lines: readonly string[], indent = ''): string {
  const [first, ...rest] = lines.map(printWords)
  if (rest.length === 0) return `${indent}/** ${first ?? ''} */`
  return [`${indent}/**`, ...[first, ...rest].map((line) => `${indent} * ${line}`), `${indent} */`].join('\n')
}

/** In brackets, `__proto__` is an ordinary property; without, it would set the prototype of an object literal. */
export function printKey(key: string): string {
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(key) ? key : printString(key)
}

/** `a['b/c']` or `a.b` */
export const printMember = (object: string, key: string): string =>
  printKey(key) === key ? `${object}.${key}` : `${object}[${printString(key)}]`

/** A JSON value as a literal, broken into lines if it is long. `indent` is that of its first line. */
export function printJson(value: Json, indent = ''): string {
  const short = printShort(value)
  if (short.length + indent.length <= lineWidth || typeof value !== 'object' || value === null) return short
  const deeper = `${indent}  `
  if (isArray(value)) return `[\n${value.map((item) => `${deeper}${printJson(item, deeper)},\n`).join('')}${indent}]`
  const members = Object.entries(value).map(([key, item]) => `${deeper}${printKey(key)}: ${printJson(item, deeper)},\n`)
  return `{\n${members.join('')}${indent}}`
}

function printShort(value: Json): string {
  if (typeof value === 'string') return printString(value)
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value)
  if (isArray(value)) return `[${value.map(printShort).join(', ')}]`
  return printMembers(Object.entries(value).map(([key, item]) => `${printKey(key)}: ${printShort(item)}`))
}

/** `{ a, b: c }` on one line. */
export const printMembers = (members: readonly string[]): string =>
  members.length === 0 ? '{}' : `{ ${members.join(', ')} }`

/** `a` or `a: b` */
export const printProperty = (property: string, local: string): string =>
  property === local ? property : `${property}: ${local}`
