import { useMemo } from 'react'
import type { GraphDocument } from '../../graph/document.ts'
import { pictureOfDocument } from '../../store/document/graph-picture.ts'
import { useEditor } from '../../store/use-editor.ts'
import styles from './gallery.module.css'

/** Graphs are wide and thumbnails are not, so distances across shrink and cards become narrower. */
const shrink = 0.6
const card = 112

/** A graph in small: cards and the wires between them, in the colours of their signals. */
export function GraphThumbnail({ document }: { readonly document: GraphDocument }) {
  const builtIn = useEditor((state) => state.builtIn)
  const { nodes, wires, box } = useMemo(() => pictureOfDocument(document, builtIn), [document, builtIn])
  const across = (x: number) => x * shrink
  const view = `${across(box.x)} ${box.y} ${across(box.width) + card / 2 - 40} ${box.height}`
  return (
    <svg viewBox={view} className={styles.thumbnail} aria-hidden="true">
      {wires.map(({ signal, from, to, startsAt }) => {
        const [x, end] = [across(startsAt) + card, across(to[0])]
        const reach = Math.max(14, (end - x) / 2)
        const path = `M${x} ${from[1]} C${x + reach} ${from[1]} ${end - reach} ${to[1]} ${end} ${to[1]}`
        return <path key={path} d={path} stroke={`var(--signal-${signal})`} />
      })}
      {nodes.map(({ id, x, y, height }) => (
        <g key={id}>
          <rect className={styles.nodeCard} x={across(x)} y={y} width={card} height={height} rx="14" />
          <rect className={styles.nodeName} x={across(x) + 16} y={y + 20} width={card * 0.56} height="12" rx="6" />
        </g>
      ))}
    </svg>
  )
}
