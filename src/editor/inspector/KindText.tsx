// Markdown with formulas, in a separate chunk because of the typesetter.
import { messageOf } from '../../engine/text/message-of.ts'
import 'katex/dist/katex.min.css'
import { useEffect, useState } from 'react'
import { MissingPart } from '../../ui/MissingPart.tsx'
import { SafeHtml } from '../../ui/SafeHtml.tsx'
import { useLibrary } from '../library.ts'
import styles from './kind-text.module.css'
import { renderText } from './render-text.ts'
import { useFittedFormulas } from './use-fitted-formulas.ts'

export function KindText({ kind }: { readonly kind: string }) {
  const { readNodeText } = useLibrary()
  const [html, setHtml] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [attempts, setAttempts] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt reads again.
  useEffect(() => {
    let isCurrent = true
    readNodeText(kind).then(
      (text) => {
        if (!isCurrent) return
        setHtml(text === null ? '<p>There is no documentation for this kind yet.</p>' : renderText(text))
        setFault(null)
      },
      (error: unknown) => {
        if (isCurrent) setFault(messageOf(error))
      },
    )
    return () => {
      isCurrent = false
    }
  }, [kind, readNodeText, attempts])
  const text = useFittedFormulas(html)
  if (fault !== null)
    return <MissingPart message={fault} attempts={attempts} onRetry={() => setAttempts(attempts + 1)} />
  if (html === null) return null
  return <SafeHtml ref={text} className={styles.text} html={html} />
}
