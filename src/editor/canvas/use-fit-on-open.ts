// A document that has just been opened is shown whole, once its nodes have been measured.
import { useNodesInitialized, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useEditor } from '../../store/use-editor.ts'
import { fitOptions } from './use-canvas-handle.ts'

export function useFitOnOpen(): void {
  const key = useEditor((state) => state.documentKey)
  const isMeasured = useNodesInitialized()
  const { fitView } = useReactFlow()
  const flow = useStoreApi()
  const shown = useRef<string | null>(null)
  useEffect(() => {
    // Where the document before was measured, what the hook says is of that one still.
    if (!isMeasured || !flow.getState().nodesInitialized || shown.current === key) return
    shown.current = key
    void fitView(fitOptions)
  }, [isMeasured, key, fitView, flow])
}
