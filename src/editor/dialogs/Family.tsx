import type { MouseEvent } from 'react'
import type { GraphDocument } from '../../graph/document.ts'
import { GraphThumbnail } from './GraphThumbnail.tsx'
import styles from './gallery.module.css'
import type { TemplateFamily } from './template-families.ts'

export interface FamilyProps {
  readonly family: TemplateFamily
  /** Its first template gets the focus when the gallery opens. */
  readonly isFirst: boolean
  readonly onOpen: (document: GraphDocument, event: MouseEvent) => void
}

/** Templates that learn in the same way. */
export function Family({ family: { title, sentence, templates }, isFirst, onOpen }: FamilyProps) {
  return (
    <section aria-label={title} className={styles.family}>
      <header>
        <h3>{title}</h3>
        <p>{sentence}</p>
      </header>
      <ul className={styles.grid}>
        {templates.map((template, index) => (
          <li key={template.name}>
            <button
              type="button"
              className={styles.card}
              data-first-focus={isFirst && index === 0 ? '' : undefined}
              onClick={(event) => onOpen(template.document, event)}
            >
              <span className={styles.picture}>
                <GraphThumbnail document={template.document} />
              </span>
              <strong>{template.title}</strong>
              <span className={styles.summary}>{template.summary}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
