// Buttons and fields in their states.
import { Play, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button, IconButton } from '../Button.tsx'
import { DraftInput } from '../DraftInput.tsx'
import { EditableText } from '../EditableText.tsx'
import { Segments } from '../Segments.tsx'
import { Select } from '../Select.tsx'
import { Switch } from '../Switch.tsx'
import { long, type SpecimenGroup } from './specimen.ts'

const looks = ['strong', 'plain', 'quiet'] as const
const optimisers = [
  { value: 'adam', title: 'Adam' },
  { value: 'sgd', title: 'SGD' },
  { value: 'long', title: long },
] as const

const accept = (value: string) => ({ value })

export const fields: readonly SpecimenGroup[] = [
  {
    title: 'Button',
    specimens: looks.flatMap((look) => [
      { state: look, shown: <Button look={look}>Run</Button> },
      {
        state: `${look}, with an icon`,
        shown: (
          <Button look={look} icon={<Play aria-hidden="true" />}>
            Run
          </Button>
        ),
      },
      {
        state: `${look}, cannot be used and says why`,
        shown: (
          <Button look={look} obstacle="There is nothing to run">
            Run
          </Button>
        ),
      },
    ]),
  },
  {
    title: 'Button, further',
    specimens: [
      {
        state: 'disabled',
        shown: <Button disabled>Copy link</Button>,
      },
      {
        state: 'pressed',
        shown: (
          <Button look="quiet" aria-pressed>
            Smooth
          </Button>
        ),
      },
      { state: 'long text', shown: <Button>{long.slice(0, 30)}</Button> },
    ],
  },
  {
    title: 'IconButton',
    specimens: [
      { state: 'plain, with keys', shown: <Icon keys="Ctrl+Z" /> },
      { state: 'pressed', shown: <Icon aria-pressed /> },
      { state: 'cannot be used', shown: <Icon obstacle="There is nothing to undo" /> },
      { state: 'disabled', shown: <Icon disabled /> },
    ],
  },
  {
    title: 'DraftInput',
    specimens: [
      { state: 'number', shown: <Units initial="64" /> },
      { state: 'refused (type a letter)', shown: <Units initial="0" /> },
      { state: 'placeholder', shown: <DraftInput aria-label="Name" value="" placeholder="A name" take={accept} /> },
      { state: 'long text', shown: <DraftInput aria-label="Long" value={long} take={accept} /> },
      { state: 'disabled', shown: <DraftInput aria-label="Off" value="64" disabled take={accept} /> },
    ],
  },
  {
    title: 'Select',
    specimens: [
      { state: 'chosen', shown: <Optimiser initial="adam" /> },
      { state: 'long choice', shown: <Optimiser initial="long" /> },
      { state: 'disabled', shown: <Optimiser initial="sgd" disabled /> },
    ],
  },
  {
    title: 'Segments',
    specimens: [
      { state: 'two', shown: <Panels titles={['Nodes', 'Outline']} /> },
      { state: 'three', shown: <Panels titles={['All', 'Some', 'None']} /> },
    ],
  },
  {
    title: 'Switch',
    specimens: [
      { state: 'on', shown: <Toggle initial /> },
      { state: 'off', shown: <Toggle initial={false} /> },
    ],
  },
  {
    title: 'EditableText',
    specimens: [
      { state: 'text (click)', shown: <Editable initial="Variational autoencoder" /> },
      { state: 'empty', shown: <Editable initial="" /> },
      { state: 'long text', shown: <Editable initial={long} /> },
    ],
  },
]

function Icon(props: {
  readonly keys?: string
  readonly disabled?: boolean
  readonly obstacle?: string
  readonly 'aria-pressed'?: true
}) {
  return (
    <IconButton label="Undo" {...props}>
      <Undo2 />
    </IconButton>
  )
}

function Units({ initial }: { readonly initial: string }) {
  const [units, setUnits] = useState(initial)
  return (
    <DraftInput
      aria-label="Units"
      isNumber
      value={units}
      take={(text) => {
        if (!/^[1-9]\d*$/.test(text)) return { fault: 'An integer of at least 1.' }
        setUnits(text)
        return { value: text }
      }}
    />
  )
}

interface OptimiserProps {
  readonly initial: (typeof optimisers)[number]['value']
  readonly disabled?: boolean
}

function Optimiser({ initial, disabled = false }: OptimiserProps) {
  const [value, setValue] = useState(initial)
  return <Select aria-label="Optimiser" value={value} disabled={disabled} choices={optimisers} onChoose={setValue} />
}

function Panels({ titles }: { readonly titles: readonly string[] }) {
  const [value, setValue] = useState(titles[0] ?? '')
  const choices = titles.map((title) => ({ value: title, title }))
  return <Segments label="Panel" value={value} choices={choices} onChoose={setValue} />
}

function Toggle({ initial }: { readonly initial: boolean }) {
  const [isOn, setOn] = useState(initial)
  return <Switch label="Bias" isOn={isOn} onSwitch={setOn} />
}

function Editable({ initial }: { readonly initial: string }) {
  const [value, setValue] = useState(initial)
  return <EditableText label="Name" value={value} placeholder="Untitled" opensBy="click" onChange={setValue} />
}
