import { type ReactNode, useState } from 'react'
import type { Session } from '../../store/session/session-state.ts'
import { StoreProvider, useActiveSession, useEditorStore } from '../../store/use-editor.ts'

/**
 * What belongs to the document that is shown: another document has it anew, and what it began goes on in the document that it
 * was begun in.
 */
export function OfDocument({ children }: { readonly children: ReactNode }) {
  const session = useActiveSession()
  return (
    <InSession key={session.getState().documentKey} session={session}>
      {children}
    </InSession>
  )
}

function InSession({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  const store = useEditorStore()
  const [held] = useState(() => store.inSession(session))
  return <StoreProvider value={held}>{children}</StoreProvider>
}
