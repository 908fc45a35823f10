// For people who develop: what is trained, and how fast. Not in builds; Ctrl+Alt+D shows and hides it.
import { useEffect, useState } from 'react'
import { DebugPanel } from './DebugPanel.tsx'

export function DebugOverlay() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      // By its place, since Alt changes what the key types.
      if (!event.ctrlKey || !event.altKey || event.code !== 'KeyD') return
      event.preventDefault()
      setOpen((before) => !before)
    }
    addEventListener('keydown', onKeyDown)
    return () => removeEventListener('keydown', onKeyDown)
  }, [])
  return isOpen && <DebugPanel />
}
