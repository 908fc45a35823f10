import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Segments } from '../../ui/Segments.tsx'
import { Outline } from '../outline/Outline.tsx'
import { Palette } from '../palette/Palette.tsx'
import styles from './left-panel.module.css'

const tabs = [
  { value: 'palette', title: 'Nodes' },
  { value: 'outline', title: 'Outline' },
] as const

export function LeftPanel() {
  const store = useEditorStore()
  const tab = useEditor((state) => state.leftTab)
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <Segments
          label="Left panel"
          value={tab}
          choices={tabs}
          onChoose={(next) => store.getState().showLeftTab(next)}
        />
      </div>
      {tab === 'palette' ? <Palette /> : <Outline />}
    </div>
  )
}
