// In a narrow window, and in any that is zoomed far into, the side panels would leave the canvas no room: they close, and
// opening one closes the other.
import { useEffect } from 'react'
import { useEditorStore } from '../../store/use-editor.ts'

export function useNarrowWindow(): void {
  const store = useEditorStore()
  useEffect(() => {
    const narrow = matchMedia('(max-width: 900px)')
    function adapt() {
      store.getState().setPanel('left', !narrow.matches)
      store.getState().setPanel('inspector', !narrow.matches)
    }
    if (narrow.matches) adapt()
    narrow.addEventListener('change', adapt)
    const stopWatching = store.subscribe(({ panels }, before) => {
      if (!narrow.matches || !panels.left || !panels.inspector) return
      store.getState().setPanel(before.panels.left ? 'left' : 'inspector', false)
    })
    return () => {
      narrow.removeEventListener('change', adapt)
      stopWatching()
    }
  }, [store])
}
