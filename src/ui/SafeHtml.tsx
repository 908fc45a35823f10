// The one place where HTML that was made from text enters the page.
import { type Ref, useMemo } from 'react'
import { sanitise } from './sanitise.ts'

export interface SafeHtmlProps {
  readonly html: string
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLDivElement>
}

export function SafeHtml({ html, className, ref }: SafeHtmlProps) {
  const safe = useMemo(() => ({ __html: sanitise(html) }), [html])
  // biome-ignore lint/security/noDangerouslySetInnerHtml: it is sanitised here, whatever it was made from.
  return <div ref={ref} className={className} dangerouslySetInnerHTML={safe} />
}
