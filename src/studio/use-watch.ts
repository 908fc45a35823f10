import { useEffect } from 'react'
import type { Watched } from '../protocol/pictures.ts'
import { useEditor } from '../store/use-editor.ts'

/** Has the worker keep a picture up to date as long as the component is on the page. */
export function useWatch(picture: Watched): void {
  const watch = useEditor((state) => state.runActions.watch)
  useEffect(() => watch(picture), [watch, picture])
}
