import type { ComponentType } from 'react'

export interface InspectorProps {
  /** How the model is trained, as a form. */
  readonly TrainingSettings: ComponentType | undefined
}
