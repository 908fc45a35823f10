// How long the interpreter itself takes in a step: the time in its procedures without the time in the ops they call.
import type { Ops } from '../../src/runtime/op-of.ts'
import type { Model } from '../../src/runtime/program/model.ts'

export interface InterpreterClock {
  readonly ops: Ops
  /** A model whose procedures are timed; it must have been made with `ops`. */
  timed(model: Model): Model
  /** Milliseconds in the interpreter since the last reading. */
  read(): number
}

/** @param ops to be timed. */
export function interpreterClock(ops: Ops): InterpreterClock {
  let interpreter = 0
  let isInOp = false
  let mark = 0
  /** Books the time since the last mark, where it was the interpreter's. */
  const enter = (op: boolean) => {
    const now = performance.now()
    if (!isInOp) interpreter += now - mark
    const before = isInOp
    isInOp = op
    mark = now
    return before
  }
  const during = <R>(op: boolean, run: () => R): R => {
    const before = enter(op)
    try {
      return run()
    } finally {
      enter(before)
    }
  }
  isInOp = true
  return {
    ops: new Map([...ops].map(([name, op]) => [name, (...given) => during(true, () => op(...given))])),
    timed: (model) => ({
      ...model,
      procedure(name) {
        const compiled = model.procedure(name)
        return { ...compiled, run: (...given) => during(false, () => compiled.run(...given)) }
      },
    }),
    read() {
      const value = interpreter
      interpreter = 0
      return value
    },
  }
}
