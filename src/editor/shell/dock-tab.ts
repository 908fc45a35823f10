import type { ComponentType } from 'react'
import type { EditorState } from '../../store/editor-state.ts'

/** A tab of the bottom dock. */
export interface DockTab {
  readonly id: string
  readonly title: string
  /** A number beside the title, such as of problems; nothing where it is 0. */
  badge?(state: EditorState): number
  readonly Component: ComponentType
}
