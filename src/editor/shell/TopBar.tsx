import { ChevronDown, PanelLeft, PanelRight, Redo2, Share2, Undo2 } from 'lucide-react'
import type { ComponentType } from 'react'
import { setDocumentTitle } from '../../graph/edits.ts'
import { commandOf } from '../../store/commands/all-commands.ts'
import { runCommand } from '../../store/commands/command.ts'
import { documentOf } from '../../store/document/readings.ts'
import { useEditor, useEditorStore } from '../../store/use-editor.ts'
import { Button } from '../../ui/Button.tsx'
import { EditableText } from '../../ui/EditableText.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { CommandButton } from '../commands/CommandButton.tsx'
import { menuSections } from '../commands/menu-sections.ts'
import { Mark } from './Mark.tsx'
import { OfDocument } from './OfDocument.tsx'
import { ThemeButton } from './ThemeButton.tsx'
import styles from './top-bar.module.css'

const mainMenu = {
  File: [
    'newDocument',
    'templates',
    'openFile',
    'saveFile',
    'saveGraph',
    'share',
    'exportProject',
    'exportPicture',
    'closeDocument',
    'reopenDocument',
  ],
  View: ['autoLayout', 'findNode', 'showOutline', 'toggleMinimap', 'toggleWireShapes', 'panByScrolling', 'toggleDock'],
  Help: ['commands', 'shortcuts'],
}
const exportMenu = { Export: ['exportProject', 'saveFile', 'saveGraph', 'exportPicture'] }

export interface TopBarProps {
  readonly RunControls: ComponentType | undefined
  readonly BackendStatus: ComponentType | undefined
}

export function TopBar({ RunControls, BackendStatus }: TopBarProps) {
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  return (
    <header className={styles.bar}>
      <div className={styles.start}>
        <Menu label="Menu" sections={() => menuSections(store, mainMenu)} className={styles.menuButton} tooltip="Menu">
          <Mark />
          <ChevronDown size={12} aria-hidden="true" />
        </Menu>
        <OfDocument>
          <DocumentName />
        </OfDocument>
        {readOnly && (
          <span className={styles.readOnly} data-tooltip={readOnly}>
            read only
          </span>
        )}
        <div role="toolbar" aria-label="History" className={styles.group}>
          <CommandButton command="undo">
            <Undo2 />
          </CommandButton>
          <CommandButton command="redo">
            <Redo2 />
          </CommandButton>
        </div>
      </div>
      <div className={styles.run}>{RunControls && <RunControls />}</div>
      <div className={styles.end}>
        {BackendStatus && <BackendStatus />}
        <Button
          look="quiet"
          icon={<Share2 />}
          aria-label="Share"
          data-tooltip="Share a link"
          onClick={() => runCommand(commandOf('share'), store)}
        >
          <span className={styles.label}>Share</span>
        </Button>
        <Menu
          label="Export"
          sections={() => menuSections(store, exportMenu)}
          className={styles.exportButton}
          align="end"
        >
          Export
          <ChevronDown size={12} aria-hidden="true" />
        </Menu>
        <span className={styles.rule} />
        <CommandButton command="toggleLeftPanel" toggles="left">
          <PanelLeft />
        </CommandButton>
        <CommandButton command="toggleInspector" toggles="inspector">
          <PanelRight />
        </CommandButton>
        <ThemeButton />
      </div>
    </header>
  )
}

function DocumentName() {
  const store = useEditorStore()
  const title = useEditor((state) => documentOf(state).title)
  return (
    <h1 className={styles.name}>
      <span className="visually-hidden">Genloom: </span>
      <EditableText
        label="Document name"
        value={title}
        placeholder="Untitled"
        opensBy="click"
        onChange={(text) => store.getState().edit((document) => setDocumentTitle(document, text || 'Untitled'))}
      />
    </h1>
  )
}
