// Sampling temperature: a factor on the normal draws that a sampler starts from.
import type { DistributionFamily } from '../../graph/signals.ts'
import { type Call, findProcedure, type Procedure, type Program } from '../program/program.ts'

/** Whether the sampler starts from normal draws, all at once: when elements are drawn one by one, each has its own scale. */
export function hasTemperature(program: Program): boolean {
  const sampler = findProcedure(program, 'sample')
  return sampler !== undefined && !sampler.repeat && sampler.calls.some((call) => drawsNormals(sampler, call))
}

function drawsNormals({ calls }: Procedure, call: Call): boolean {
  switch (call.call) {
    case 'op':
      return call.target === 'stochastic/noise' && call.params.distribution === 'gaussian'
    case 'operation': {
      if (call.target !== 'math/draw') return false
      const given = new Set(Object.values(call.inputs))
      const values = calls.flatMap(({ outputs }) => Object.values(outputs))
      return values.some(
        ({ name, signal }) => given.has(name) && signal.signal === 'distribution' && isNormal(signal.family),
      )
    }
    case 'function':
      return false
    default:
      return call satisfies never
  }
}

const isNormal = (family: DistributionFamily): boolean => family === 'standardNormal' || family === 'normal'
