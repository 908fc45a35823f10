// How a program gets into its latent space and back: which procedures, and how many numbers a latent has.
import { findProcedure, type Procedure, type ProcedureName, type Program } from '../../compiler/program/program.ts'
import { sizeOf } from '../../graph/signals.ts'

export interface LatentSpace {
  /** Numbers of one latent. */
  readonly size: number
  readonly encodes: boolean
  /** The procedure that makes examples of latents: a decoder, or a flow backwards. */
  readonly decoder: ProcedureName | undefined
}

/** Nothing where the program has no latent, or several of different kinds as a flow of many levels. */
export function latentSpace(program: Program): LatentSpace | undefined {
  const encode = findProcedure(program, 'encode')
  const decode = [findProcedure(program, 'decode'), findProcedure(program, 'inverse')].find(takesOneTensor)
  const size = encode && Object.keys(encode.outputs).length === 1 ? outputSize(encode) : undefined
  const given = decode && inputSize(decode)
  const found = size ?? given
  return found === undefined ? undefined : { size: found, encodes: size !== undefined, decoder: decode?.name }
}

function takesOneTensor(procedure: Procedure | undefined): procedure is Procedure {
  return procedure !== undefined && givenTensors(procedure).length === 1
}

/** What the caller gives; conditions are bound beside it. */
const givenTensors = ({ inputs }: Pick<Procedure, 'inputs'>) =>
  inputs.flatMap(({ signal, source }) =>
    source.from === 'caller' && signal.signal === 'tensor' ? [{ size: sizeOf(signal.shape) }] : [],
  )

function inputSize({ inputs }: Procedure): number | undefined {
  return givenTensors({ inputs })[0]?.size
}

function outputSize({ outputs, inputs, calls }: Procedure): number | undefined {
  const [name] = Object.values(outputs)
  const values = [...inputs, ...calls.flatMap((call) => Object.values(call.outputs))]
  const signal = values.find((value) => value.name === name)?.signal
  return signal?.signal === 'tensor' ? sizeOf(signal.shape) : undefined
}
