// Numbers in text fields: reading what was typed, and stepping with the arrow keys.

/** `null` if the text is not a finite number. A comma is accepted as a decimal point. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.')
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}

/** Shortest text that reads back as the same number, without an exponent between 1e-6 and 1e21. */
export const writeNumber = (value: number): string => String(value)

export interface StepOptions {
  readonly isInteger: boolean
  readonly min: number
  readonly max: number
  /** Ten steps at once. */
  readonly isCoarse: boolean
}

/** One step of an integer is 1, of any other number one unit of its leading digit: 0.001 goes to 0.002 or 0.0009. */
export function stepNumber(value: number, direction: 1 | -1, { isInteger, min, max, isCoarse }: StepOptions): number {
  const unit = isInteger ? 1 : unitOf(value, direction)
  const next = value + direction * unit * (isCoarse ? 10 : 1)
  return Math.min(max, Math.max(min, Number(next.toPrecision(10))))
}

function unitOf(value: number, direction: 1 | -1): number {
  if (value === 0) return 0.1
  const magnitude = 10 ** Math.floor(Math.log10(Math.abs(value)) + 1e-9)
  const isPower = Math.abs(Math.abs(value) / magnitude - 1) < 1e-9
  const shrinks = Math.sign(value) !== direction
  return isPower && shrinks ? magnitude / 10 : magnitude
}
