// The settings of a coupling, apart from its network.
import { choice, toggle } from '../../../src/graph/fields.ts'
import type { Shape } from '../../../src/graph/signals.ts'
import { maskField } from './masks.ts'

export const couplingFields = {
  mask: maskField,
  swap: toggle({
    title: 'Swap',
    help: 'Transform the first part instead of the second. Turn it on in every other coupling, so that both parts are transformed.',
    initial: false,
  }),
  coupling: choice({
    title: 'Coupling',
    help: 'Additive shifts (NICE); affine also scales (RealNVP, Glow).',
    initial: 'affine',
    choices: [
      { value: 'affine', title: 'Affine' },
      { value: 'additive', title: 'Additive' },
    ],
  }),
  scale: choice({
    title: 'Scale',
    help: 'How the read-out becomes a bounded scale: exp(g tanh(s)) with a learned g (RealNVP), or sigmoid(s + 2), which only shrinks (Glow).',
    initial: 'tanh',
    choices: [
      { value: 'tanh', title: 'exp(g tanh)' },
      { value: 'sigmoid', title: 'Sigmoid' },
    ],
    when: { field: 'coupling', is: 'affine' },
  }),
} as const

/** The read-out: a shift for each transformed element and, for an affine coupling, then a scale on the last axis. */
export const parameterShape = (moving: Shape, coupling: 'affine' | 'additive'): Shape =>
  coupling === 'affine' ? [...moving.slice(0, -1), 2 * (moving.at(-1) ?? 1)] : moving
