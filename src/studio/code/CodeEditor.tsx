// The printed files in Monaco, read-only, checked by TypeScript. Loaded only when the code view is opened.

import { useEffect, useRef } from 'react'
import { messageOf } from '../../engine/text/message-of.ts'
import { onThemeChange } from '../plots/plot-colours.ts'
import styles from './code.module.css'
import { addLibraries, countErrors, keepModels, modelFor, monaco } from './monaco-setup.ts'
import { applyTheme } from './monaco-theme.ts'
import { isPrinted, languageOf, linesOf, type SourceFile, type TypeCheck } from './source-file.ts'

export interface CodeEditorProps {
  readonly files: readonly SourceFile[]
  readonly file: SourceFile
  /** Nodes whose lines are highlighted. */
  readonly nodes: ReadonlySet<string>
  /** The person went to a line, counted from 1. */
  readonly onLine: (line: number) => void
  /** After each check of the printed files. */
  readonly onChecked: (check: TypeCheck) => void
}

export function CodeEditor({ files, file, nodes, onLine, onChecked }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<monaco.editor.IStandaloneCodeEditor>(null)
  const marks = useRef<monaco.editor.IEditorDecorationsCollection>(null)
  const goToLine = useRef(onLine)
  useEffect(() => {
    goToLine.current = onLine
  })

  useEffect(() => {
    const box = host.current
    if (!box) return
    const created = monaco.editor.create(box, options)
    editor.current = created
    marks.current = created.createDecorationsCollection()
    const setTheme = () => applyTheme(monaco, box)
    setTheme()
    const stopTheme = onThemeChange(setTheme)
    const cursor = created.onDidChangeCursorPosition(({ source, position }) => {
      if (source === 'mouse' || source === 'keyboard') goToLine.current(position.lineNumber)
    })
    return () => {
      stopTheme()
      cursor.dispose()
      created.dispose()
      keepModels([])
    }
  }, [])

  useEffect(() => {
    let isCurrent = true
    const printed = files.filter(isPrinted)
    addLibraries(files.filter((one) => !isPrinted(one) && languageOf(one.path) === 'typescript'))
    keepModels(files.map(({ path }) => path))
    for (const one of printed) modelFor(textOf(one))
    const checked = printed.map(({ path }) => path).filter((path) => languageOf(path) === 'typescript')
    countErrors(checked).then(
      (errors) => isCurrent && onChecked({ errors }),
      (error: unknown) => isCurrent && onChecked({ fault: messageOf(error) }),
    )
    return () => {
      isCurrent = false
    }
  }, [files, onChecked])

  useEffect(() => {
    const shown = editor.current
    if (!shown) return
    const model = modelFor(textOf(file))
    if (shown.getModel() !== model) shown.setModel(model)
    shown.updateOptions({ ariaLabel: `Code of ${file.path}` })
  }, [file])

  useEffect(() => {
    const shown = editor.current
    const ranges = linesOf(file, nodes)
    marks.current?.set(
      ranges.map(({ from, to }) => ({
        range: new monaco.Range(from, 1, to, 1),
        options: {
          isWholeLine: true,
          className: styles.marked ?? '',
          linesDecorationsClassName: styles.markedEdge ?? '',
          overviewRuler: { color: '#7f7f7f80', position: monaco.editor.OverviewRulerLane.Full },
        },
      })),
    )
    const [first] = ranges
    const visible = shown?.getVisibleRanges() ?? []
    const inSight = ranges.some(({ from, to }) =>
      visible.some((range) => range.startLineNumber <= to && from <= range.endLineNumber),
    )
    if (shown && first && !inSight) shown.revealLinesInCenter(first.from, first.to)
  }, [file, nodes])

  return <div ref={host} className={styles.editor} />
}

const textOf = ({ path, text }: SourceFile) => ({ path, text, language: languageOf(path) })

const options: monaco.editor.IStandaloneEditorConstructionOptions = {
  model: null,
  readOnly: true,
  domReadOnly: true,
  automaticLayout: true,
  fontSize: 12,
  lineHeight: 18,
  fontFamily: 'ui-monospace, "SF Mono", "Cascadia Mono", "JetBrains Mono", Menlo, Consolas, monospace',
  minimap: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  lineNumbersMinChars: 3,
  padding: { top: 8, bottom: 8 },
  overviewRulerBorder: false,
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 8, useShadows: false },
  contextmenu: false,
  stickyScroll: { enabled: false },
  tabFocusMode: true,
  fixedOverflowWidgets: true,
}
