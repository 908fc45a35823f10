// Ctrl and a drag with the right button cut wires.
import { useReactFlow } from '@xyflow/react'
import { useEffect, useState } from 'react'
import type { GraphDocument, Point } from '../../graph/document.ts'
import { disconnect } from '../../graph/edits.ts'
import { useEditorStore } from '../../store/use-editor.ts'
import styles from './canvas.module.css'
import { wiresAcross } from './wires-on-page.ts'

export function Knife({ area }: { readonly area: HTMLElement | null }) {
  const store = useEditorStore()
  const { screenToFlowPosition } = useReactFlow()
  const [trail, setTrail] = useState<readonly Point[] | null>(null)

  useEffect(() => {
    if (!area) return
    let last: Point | null = null
    let cut = new Set<string>()
    const flowPoint = ([x, y]: Point): Point => {
      const point = screenToFlowPosition({ x, y })
      return [point.x, point.y]
    }
    const onDown = (event: PointerEvent) => {
      if (event.button !== 2 || !event.ctrlKey) return
      event.stopPropagation()
      last = [event.clientX, event.clientY]
      cut = new Set()
      setTrail([last])
    }
    const onMove = (event: PointerEvent) => {
      if (!last) return
      const here: Point = [event.clientX, event.clientY]
      for (const wire of wiresAcross(flowPoint(last), flowPoint(here))) cut.add(wire)
      last = here
      setTrail((before) => [...(before ?? []), here])
    }
    const onUp = () => {
      if (!last) return
      last = null
      setTrail(null)
      if (cut.size === 0) return
      store.getState().edit((document) => without(document, cut))
      store.getState().announce(cut.size === 1 ? 'Cut 1 wire.' : `Cut ${cut.size} wires.`)
    }
    const onMenu = (event: Event) => event.preventDefault()
    area.addEventListener('pointerdown', onDown, true)
    area.addEventListener('contextmenu', onMenu)
    addEventListener('pointermove', onMove)
    addEventListener('pointerup', onUp)
    return () => {
      area.removeEventListener('pointerdown', onDown, true)
      area.removeEventListener('contextmenu', onMenu)
      removeEventListener('pointermove', onMove)
      removeEventListener('pointerup', onUp)
    }
  }, [area, screenToFlowPosition, store])

  if (!trail || !area) return null
  const { left, top } = area.getBoundingClientRect()
  return (
    <svg className={styles.knife} aria-hidden="true">
      <polyline points={trail.map(([x, y]) => `${x - left},${y - top}`).join(' ')} />
    </svg>
  )
}

const without = (document: GraphDocument, ends: ReadonlySet<string>): GraphDocument =>
  document.wires
    .filter(({ to }) => ends.has(`${to.node}.${to.port}`))
    .reduce((next, wire) => disconnect(next, wire.to), document)
