// The mean of a Gaussian is the mean that it was made with: reading it needs neither the distribution nor a draw.
import type { Call, Program, ValueName } from '../../compiler/program/program.ts'

export function takeMeans(program: Program): Program {
  const procedures = program.procedures.map((procedure) => {
    const means = new Map(procedure.calls.flatMap(meansOf))
    const stands = new Map<ValueName, ValueName>()
    const calls: Call[] = []
    for (const call of procedure.calls) {
      const mean = call.call === 'operation' && call.target === 'math/mean' ? means.get(call.inputs.p ?? '') : undefined
      const result = call.outputs.y
      if (mean === undefined || !result) calls.push(call)
      else stands.set(result.name, mean)
    }
    if (stands.size === 0) return procedure
    const rename = (values: Readonly<Record<string, ValueName>>) =>
      Object.fromEntries(Object.entries(values).map(([port, value]) => [port, stands.get(value) ?? value]))
    return {
      ...procedure,
      calls: calls.map((call) => ({ ...call, inputs: rename(call.inputs) })),
      outputs: rename(procedure.outputs),
    }
  })
  return procedures.every((procedure, place) => procedure === program.procedures[place])
    ? program
    : { ...program, procedures }
}

/** Distributions that a call returns and whose means are its inputs. */
function meansOf(call: Call): readonly (readonly [distribution: ValueName, mean: ValueName])[] {
  if (call.call !== 'op') return []
  return Object.entries(call.means ?? {}).flatMap(([port, input]) => {
    const [distribution, mean] = [call.outputs[port], call.inputs[input]]
    return distribution && mean !== undefined ? [[distribution.name, mean] as const] : []
  })
}
