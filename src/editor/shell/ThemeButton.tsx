import { Monitor, Moon, Sun } from 'lucide-react'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import type { Theme } from '../../store/view/settings-slice.ts'
import { IconButton } from '../../ui/Button.tsx'

const next = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<Theme, Theme>
const signs = { system: Monitor, light: Sun, dark: Moon } as const

export function ThemeButton() {
  const store = useEditorStore()
  const theme = useEditor((state) => state.settings.theme)
  const Sign = signs[theme]
  return (
    <IconButton
      label={`Theme: ${theme}. Press for ${next[theme]}.`}
      onClick={() => store.getState().changeSettings({ theme: next[theme] })}
    >
      <Sign />
    </IconButton>
  )
}
