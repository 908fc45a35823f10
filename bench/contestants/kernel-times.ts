// Where a step's time goes, kernel by kernel: every kernel of the backend is put behind a clock.
import * as tf from '@tensorflow/tfjs-core'
import type { KernelTimes } from './messages.ts'

interface Tally {
  calls: number
  milliseconds: number
}

/** Kernels stay behind the clock afterwards, so the process is of no use for other timings. */
export function kernelTimes(step: () => void, steps: number): KernelTimes {
  const tallies = new Map<string, Tally>()
  /** Time of the kernels called by each kernel that is running. */
  const inner: number[] = []
  const isOn = { value: false }
  for (const config of tf.getKernelsForBackend(tf.getBackend())) {
    const { kernelName, backendName, kernelFunc } = config
    tf.unregisterKernel(kernelName, backendName)
    tf.registerKernel({
      ...config,
      kernelFunc(given) {
        if (!isOn.value) return kernelFunc(given)
        const start = performance.now()
        inner.push(0)
        try {
          return kernelFunc(given)
        } finally {
          const whole = performance.now() - start
          const own = whole - (inner.pop() ?? 0)
          const last = inner.length - 1
          if (last >= 0) inner[last]! += whole
          note(tallies, `${kernelName} ${shapesOf(given.inputs)}`, own)
        }
      },
    })
  }
  step()
  isOn.value = true
  const start = performance.now()
  for (let i = 0; i < steps; i++) step()
  const whole = performance.now() - start
  isOn.value = false
  const kernels = [...tallies]
    .map(([kernel, { calls, milliseconds }]) => ({ kernel, calls: calls / steps, milliseconds: milliseconds / steps }))
    .sort((a, b) => b.milliseconds - a.milliseconds)
  return { step: whole / steps, kernels }
}

function note(tallies: Map<string, Tally>, kernel: string, milliseconds: number): void {
  const tally = tallies.get(kernel) ?? { calls: 0, milliseconds: 0 }
  tallies.set(kernel, tally)
  tally.calls++
  tally.milliseconds += milliseconds
}

function shapesOf(inputs: tf.NamedTensorInfoMap): string {
  const shapes = Object.values(inputs).flatMap((input) =>
    (Array.isArray(input) ? input : [input]).flatMap((one) => (one ? [`[${one.shape.join(',')}]`] : [])),
  )
  return shapes.join(' ')
}
