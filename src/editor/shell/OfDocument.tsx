import { type ReactNode, useState } from 'react'
import type { Session } from '../../store/session/session-state.ts'
import { StoreProvider, useActiveSession, useEditorStore } from '../../store/use-editor.ts'

/** The part that belongs to the shown document: it is recreated for another document, and what it started continues in the
 * document where it started.
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
