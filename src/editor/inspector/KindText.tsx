// Markdown with formulas, in a chunk of its own because of the typesetter.
import 'katex/dist/katex.min.css'
import { useEffect, useState } from 'react'
import { SafeHtml } from '../../ui/SafeHtml.tsx'
import { useLibrary } from '../library.ts'
import styles from './kind-text.module.css'
import { renderText } from './render-text.ts'
import { useFittedFormulas } from './use-fitted-formulas.ts'

export function KindText({ kind }: { readonly kind: string }) {
  const { readNodeText } = useLibrary()
  const [html, setHtml] = useState<string | null>(null)
  useEffect(() => {
    let isCurrent = true
    const show = (text: string) => {
      if (isCurrent) setHtml(text)
    }
    readNodeText(kind).then(
      (text) => show(text === null ? '<p>Nothing has been written about this kind yet.</p>' : renderText(text)),
      () => show('<p>The text could not be loaded.</p>'),
    )
    return () => {
      isCurrent = false
    }
  }, [kind, readNodeText])
  const text = useFittedFormulas(html)
  if (html === null) return null
  return <SafeHtml ref={text} className={styles.text} html={html} />
}
