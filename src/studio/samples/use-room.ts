// The width that an element has for its content, in CSS pixels.
import { type RefCallback, useCallback, useState } from 'react'

export function useRoom(): readonly [RefCallback<HTMLElement>, number] {
  const [room, setRoom] = useState(640)
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, room]
}
