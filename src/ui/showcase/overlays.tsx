// What lies over the page, divides it, or stands in for a part of it.
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { Button } from '../Button.tsx'
import { Dialog } from '../Dialog.tsx'
import { ErrorBoundary } from '../ErrorBoundary.tsx'
import { Floating } from '../Floating.tsx'
import { Menu } from '../Menu.tsx'
import { MissingPart } from '../MissingPart.tsx'
import { SafeHtml } from '../SafeHtml.tsx'
import { Splitter } from '../Splitter.tsx'
import styles from './showcase.module.css'
import { long, nothing, type SpecimenGroup } from './specimen.ts'

const sections = () => [
  {
    title: 'File',
    items: [
      { id: 'open', title: 'Open file…', keys: 'Ctrl+O', run: nothing },
      { id: 'save', title: 'Save the graph alone', obstacle: 'Nothing has been trained', run: nothing },
      { id: 'long', title: long, keys: 'Ctrl+Shift+L', run: nothing },
    ],
  },
  {
    title: 'View',
    items: [
      { id: 'minimap', title: 'Minimap', checked: true, keys: 'Alt+M', run: nothing },
      { id: 'shapes', title: 'Shapes on wires', checked: false, run: nothing },
    ],
  },
]

const html = `<h2>Encoder</h2><p>A <em>stack</em> of <strong>layers</strong> with <a href="https://arxiv.org">a link</a>
and <code>code</code>.</p><ul><li>one</li><li>two</li></ul>`

export const overlays: readonly SpecimenGroup[] = [
  {
    title: 'Menu',
    specimens: (['start', 'end'] as const).map((align) => ({
      state: `at its ${align}`,
      shown: (
        <Menu label={`Menu at its ${align}`} align={align} sections={sections} tooltip="Commands">
          Menu <ChevronDown size={12} aria-hidden="true" />
        </Menu>
      ),
    })),
  },
  {
    title: 'Dialog',
    specimens: [
      { state: 'with a head', shown: <Opened what="dialog" /> },
      { state: 'bare', shown: <Opened what="bare dialog" /> },
      { state: 'taller than the window', shown: <Opened what="long dialog" /> },
    ],
  },
  {
    title: 'Floating',
    specimens: [
      { state: 'closes by a press outside', shown: <Opened what="panel" /> },
      { state: 'stays', shown: <Opened what="panel that stays" /> },
    ],
  },
  {
    title: 'Tooltip',
    specimens: [
      { state: 'below', shown: <Button data-tooltip="Runs the model">Hover</Button> },
      {
        state: 'to the side, long, with keys',
        shown: (
          <Button data-tooltip={long} data-tooltip-side="right" data-tooltip-keys="Ctrl+K">
            Hover
          </Button>
        ),
      },
    ],
  },
  {
    title: 'Splitter',
    specimens: (['right', 'left', 'top'] as const).map((edge) => ({
      state: `${edge} edge (hover, or arrow keys)`,
      shown: <Divided edge={edge} />,
    })),
  },
  {
    title: 'MissingPart',
    specimens: [
      {
        state: 'instead of a part',
        shown: <MissingPart message="The charts could not be loaded." attempts={0} onRetry={nothing} />,
      },
    ],
  },
  {
    title: 'ErrorBoundary',
    specimens: [{ state: 'a part that breaks', shown: <Breaking /> }],
  },
  {
    title: 'SafeHtml',
    specimens: [{ state: 'prose', shown: <SafeHtml html={html} /> }],
  },
]

type Overlay = 'dialog' | 'bare dialog' | 'long dialog' | 'panel' | 'panel that stays'

function Opened({ what }: { readonly what: Overlay }) {
  const [isOpen, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const close = () => setOpen(false)
  const { left, bottom } = place.current?.getBoundingClientRect() ?? { left: 0, bottom: 0 }
  return (
    <div ref={place}>
      <Button onClick={() => setOpen(true)}>Open the {what}</Button>
      {isOpen && what.startsWith('panel') && (
        <Floating at={[left, bottom]} label={what} stays={what === 'panel that stays'} onClose={close}>
          <Content onDone={close} />
        </Floating>
      )}
      {isOpen && what.endsWith('dialog') && (
        <Dialog title={`A ${what}`} bare={what === 'bare dialog'} onClose={close}>
          <Content onDone={close}>{what === 'long dialog' && <p style={{ height: 1200 }}>{long}</p>}</Content>
        </Dialog>
      )}
    </div>
  )
}

function Content({ onDone, children }: { readonly onDone: () => void; readonly children?: ReactNode }) {
  return (
    <div className={styles.padded}>
      <p>Whoever opens the link gets a copy.</p>
      {children}
      <Button look="strong" data-first-focus="" onClick={onDone}>
        Done
      </Button>
    </div>
  )
}

function Divided({ edge }: { readonly edge: 'left' | 'right' | 'top' }) {
  const [size, setSize] = useState(120)
  const resize = (next: number) => setSize(Math.min(160, Math.max(60, next)))
  const style = edge === 'top' ? { height: size } : { width: size }
  return (
    <div className={styles.panel} style={style}>
      {size}
      <Splitter
        label={`The ${edge} edge`}
        edge={edge}
        size={size}
        limits={[60, 160]}
        onResize={resize}
        onCollapse={nothing}
      />
    </div>
  )
}

function Breaking() {
  const [isBroken, setBroken] = useState(false)
  return (
    <ErrorBoundary
      fallback={(error, retry) => (
        <Button
          onClick={() => {
            setBroken(false)
            retry()
          }}
        >
          {error.message} Try again
        </Button>
      )}
    >
      {isBroken ? <Broken /> : <Button onClick={() => setBroken(true)}>Break</Button>}
    </ErrorBoundary>
  )
}

function Broken(): never {
  throw new Error('It broke.')
}
