// A document that has just been opened is shown whole, once its nodes have been measured; one that was shown before, as it was left.
import { useNodesInitialized, useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { useEditorStore } from '../../store/use-editor.ts'
import { fitOptions } from './use-canvas-handle.ts'

export function useFitOnOpen(): void {
  const store = useEditorStore()
  const isMeasured = useNodesInitialized()
  const { fitView, getViewport } = useReactFlow()
  const flow = useStoreApi()
  const isShown = useRef(store.getState().viewport !== null)
  useEffect(() => {
    if (!isMeasured || !flow.getState().nodesInitialized || isShown.current) return
    isShown.current = true
    void fitView(fitOptions)
  }, [isMeasured, fitView, flow])
  useEffect(
    () => () => {
      if (isShown.current) store.getState().keepViewport(getViewport())
    },
    [store, getViewport],
  )
}
