import type { ReactNode } from 'react'

/** A control as it looks in one state. */
export interface Specimen {
  readonly state: string
  readonly shown: ReactNode
}

/** A control in its states. */
export interface SpecimenGroup {
  readonly title: string
  readonly specimens: readonly Specimen[]
}

export const long = 'The logarithm of the determinant of the Jacobian of forty invertible steps'
export const nothing = (): void => undefined
