import { type MouseEvent, useEffect, useState } from 'react'
import { useEditorStore } from '../../store/use-editor.ts'
import { galleryWords } from '../../words/gallery.ts'
import { type RecentDocument, useLibrary } from '../library.ts'
import styles from './gallery.module.css'
import { timeAgo } from './time-ago.ts'

const most = 6

export interface RecentsProps {
  readonly onOpen: (key: string, event: MouseEvent) => void
}

/** What was edited before in this browser; nothing where there is none. */
export function Recents({ onOpen }: RecentsProps) {
  const store = useEditorStore()
  const { recentDocuments } = useLibrary()
  const [recents, setRecents] = useState<readonly RecentDocument[]>([])
  useEffect(() => {
    recentDocuments().then(setRecents, (error: unknown) => {
      store.getState().notify({ tone: 'error', message: galleryWords.notListed({ reason: String(error) }) })
    })
  }, [recentDocuments, store])
  if (recents.length === 0) return null
  return (
    <section aria-label={galleryWords.recent}>
      <h3 className={styles.heading}>{galleryWords.recentInBrowser}</h3>
      <ul className={styles.recents}>
        {recents.slice(0, most).map(({ key, title, nodeCount, savedAt }) => (
          <li key={key}>
            <button type="button" onClick={(event) => onOpen(key, event)}>
              <span>{title}</span>
              <small>
                {galleryWords.nodes({ count: nodeCount })} · {timeAgo(savedAt, Date.now())}
              </small>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
