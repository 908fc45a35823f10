// Why commands cannot be used now, as sentences without a full stop; `null` if they can.
import { selectedItems, selectedNodes } from '../document/readings.ts'
import type { EditorState } from '../editor-state.ts'

type Obstacle = (state: EditorState) => string | null

export const unless =
  (holds: (state: EditorState) => boolean, reason: string): Obstacle =>
  (state) =>
    holds(state) ? null : reason

export const nothingSelected = unless((state) => selectedItems(state).size > 0, 'Nothing is selected')
export const noNodeSelected = unless((state) => selectedNodes(state).length > 0, 'No node is selected')
