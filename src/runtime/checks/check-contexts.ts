// Contexts for checks: draws that are the same in every row of a batch, so that rows differ by their inputs alone.
import * as tf from '@tensorflow/tfjs-core'
import { createContext, type OpContext } from '../../engine/index.ts'
import type { CallContexts } from '../program/interpreter.ts'

export interface RecordingContexts extends CallContexts {
  /** Names of the calls that have drawn. */
  readonly drew: ReadonlySet<string>
}

/** Outside of training; a row of a batch has the same noise whichever row it is. */
export function alikeInEveryRow(seed: number): RecordingContexts {
  const contexts = createContext({ seed, step: 0, training: false })
  const drew = new Set<string>()
  return {
    drew,
    at(name) {
      const context = contexts.at(name)
      const once = (draw: OpContext['normal']) => (shape: readonly number[]) => {
        drew.add(name)
        const [rows = 1, ...event] = shape
        return shape.length === 0 ? draw(shape) : tf.tile(draw([1, ...event]), [rows, ...event.map(() => 1)])
      }
      return { training: false, normal: once(context.normal), uniform: once(context.uniform) }
    },
  }
}
