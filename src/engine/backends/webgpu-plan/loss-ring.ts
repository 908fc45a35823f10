// Losses of the latest steps, left on the device until they are needed: one copy then fetches all of them.
import type { CurvePoint } from '../../training/curve-point.ts'
import { bindingsOf, type Shader, shaderOver } from './shader.ts'
import { readPart } from './tensor-views.ts'
import type { WebGpuBackend } from './tfjs-internals.ts'
import { roundUp } from './uniform-block.ts'

/** The numbers that one phase reports, in the order in which they lie in a row of the ring. */
export interface ReportedPhase {
  readonly phase: string
  readonly names: readonly string[]
}

export interface LossRing {
  readonly buffer: GPUBuffer
  /** The row of the step that is about to be done. */
  readonly row: number
  /** The step with this number, counted from 1, has been sent off. */
  push(step: number): void
  /** Everything since the last reading; the oldest of very many are missing. */
  read(): Promise<readonly CurvePoint[]>
  clear(): void
  destroy(): void
}

export const ringCapacity = 2048

export function createLossRing(backend: WebGpuBackend, phases: readonly ReportedPhase[]): LossRing {
  const width = phases.reduce((sum, { names }) => sum + names.length, 0)
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC
  const buffer = backend.device.createBuffer({ size: roundUp(ringCapacity * Math.max(width, 1) * 4, 256), usage })
  let steps: { readonly step: number; readonly row: number }[] = []
  let row = 0
  return {
    buffer,
    get row() {
      return row
    },
    push(step) {
      steps.push({ step, row })
      if (steps.length > ringCapacity) steps.shift()
      row = (row + 1) % ringCapacity
    },
    async read() {
      const taken = steps
      steps = []
      if (taken.length === 0) return []
      const rows = await readPart(backend, { buffer, offset: 0, size: ringCapacity * width * 4 })
      return taken.flatMap(({ step, row: at }) => {
        let place = at * width
        return phases.map(({ phase, names }): CurvePoint => {
          const metrics = Object.fromEntries(names.map((name) => [name, rows[place++]!]))
          return { step, phase, metrics }
        })
      })
    },
    clear() {
      steps = []
    },
    destroy: () => buffer.destroy(),
  }
}

/** Bindings: the ring, the row's number, then each of `count` numbers, for the places of the row from `first` on. */
export function keepShader(device: GPUDevice, width: number, first: number, count: number): Shader {
  const names = Array.from({ length: count }, (_, index) => `number${index}`)
  const declarations = bindingsOf([
    ['write', 'ring', 'array<f32>'],
    ['uniform', 'row', 'u32'],
    ...names.map((name) => ['read', name, 'f32'] as const),
  ])
  const body = `
  var numbers = array<f32, ${count}>(${names});
  ring[row * ${width}u + ${first}u + i] = numbers[i];`
  return shaderOver(device, 'keep', count, declarations, body)
}
