// A printed file as plain text: light, readable by any aid, and there while the editor loads.
import { useEffect, useRef } from 'react'
import styles from './code.module.css'
import { linesOf, nodeAt, type SourceFile } from './source-file.ts'

export interface PlainCodeProps {
  readonly file: SourceFile
  readonly nodes: ReadonlySet<string>
  readonly onLine: (line: number) => void
}

export function PlainCode({ file, nodes, onLine }: PlainCodeProps) {
  const box = useRef<HTMLElement>(null)
  const marked = linesOf(file, nodes)
  const isMarked = (line: number) => marked.some(({ from, to }) => from <= line && line <= to)
  const first = marked[0]?.from

  useEffect(() => {
    if (first === undefined) return
    const line = box.current?.querySelector<HTMLElement>(`[data-line="${first}"]`)
    if (!box.current || !line) return
    const { scrollTop, clientHeight } = box.current
    const isInSight = line.offsetTop >= scrollTop && line.offsetTop < scrollTop + clientHeight
    if (!isInSight) box.current.scrollTop = line.offsetTop - clientHeight / 3
  }, [first])

  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section ref={box} aria-label={`Code of ${file.path}`} tabIndex={0} className={styles.plain}>
      <pre>
        {file.text.split('\n').map((text, index) => {
          const line = index + 1
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; by keyboard, nodes are selected on the canvas and in the outline.
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its number.
              key={index}
              data-line={line}
              data-marked={isMarked(line) || undefined}
              onClick={nodeAt(file, line) === null ? undefined : () => onLine(line)}
            >
              {text}
              {'\n'}
            </span>
          )
        })}
      </pre>
    </section>
  )
}
