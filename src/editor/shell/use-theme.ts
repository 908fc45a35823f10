import { useEffect } from 'react'
import { useEditor } from '../../store/use-editor.ts'

/** Tells the style sheet which theme was chosen; without a choice the system decides. */
export function useTheme(): void {
  const theme = useEditor((state) => state.settings.theme)
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  }, [theme])
}
