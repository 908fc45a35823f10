// The files of a project as a vertical list of tabs, those of a folder under its name.
import { Fragment, type KeyboardEvent } from 'react'
import styles from './code.module.css'

export interface FileListProps {
  readonly paths: readonly string[]
  readonly shown: string
  /** Id of the element that shows the file. */
  readonly panel: string
  readonly onShow: (path: string) => void
}

export function FileList({ paths, shown, panel, onShow }: FileListProps) {
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    const to = targetOf(event.key, paths.indexOf(shown), paths.length - 1)
    const path = to === undefined ? undefined : paths[to]
    if (path === undefined || to === undefined) return
    event.preventDefault()
    onShow(path)
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[to]?.focus()
  }
  return (
    <div role="tablist" aria-label="Files" aria-orientation="vertical" className={styles.files} onKeyDown={onKeyDown}>
      {paths.map((path, i) => {
        const { folder, name } = partsOf(path)
        const isFirst = folder !== '' && folder !== partsOf(paths[i - 1] ?? '').folder
        return (
          <Fragment key={path}>
            {isFirst && (
              <p aria-hidden className={styles.folder}>
                {folder}
              </p>
            )}
            <button
              type="button"
              role="tab"
              aria-label={path}
              aria-selected={path === shown}
              aria-controls={panel}
              tabIndex={path === shown ? 0 : -1}
              onClick={() => onShow(path)}
            >
              {name}
            </button>
          </Fragment>
        )
      })}
    </div>
  )
}

function partsOf(path: string): { readonly folder: string; readonly name: string } {
  const end = path.lastIndexOf('/') + 1
  return { folder: path.slice(0, Math.max(0, end - 1)), name: path.slice(end) }
}

function targetOf(key: string, now: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, now + 1)
    case 'ArrowUp':
      return Math.max(0, now - 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}
