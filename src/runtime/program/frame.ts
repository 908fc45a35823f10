// Where the values of a procedure stand while it runs: each name has a place in an array.
import type { ValueName } from '../../compiler/program/program.ts'
import type { Value } from '../op-of.ts'

/** `undefined` stands for an optional input that is not connected. */
export type Slots = Map<ValueName, number | undefined>
export type Frame = (Value | undefined)[]

export function lookUp(slots: Slots, name: ValueName, reader: string): number | undefined {
  if (!slots.has(name)) throw new Error(`${reader} reads the value ${name} before anything gives it.`)
  return slots.get(name)
}

export function connectedSlot(slots: Slots, name: ValueName, reader: string): number {
  const slot = lookUp(slots, name, reader)
  if (slot === undefined) throw new Error(`${reader} gives the value ${name}, which is not connected.`)
  return slot
}

export function filled(frame: Frame, slot: number): Value {
  const value = frame[slot]
  if (value === undefined) throw new Error(`Place ${slot} was read before it was written.`)
  return value
}
