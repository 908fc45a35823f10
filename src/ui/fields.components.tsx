// Buttons and fields: what they are called, what they do when disabled, and how they say that something was refused.
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { Button, IconButton } from './Button.tsx'
import { DraftInput } from './DraftInput.tsx'
import { EditableText } from './EditableText.tsx'
import { button, expectNoFaults, focus, press } from './fixtures/in-browser.ts'
import { Segments } from './Segments.tsx'
import { Select } from './Select.tsx'
import { Switch } from './Switch.tsx'
import './theme.css'

const long = 'The logarithm of the determinant of the Jacobian of a composition of forty invertible steps'

test('buttons act by press, Enter and space, and not while disabled', async () => {
  const onClick = vi.fn()
  await render(
    <>
      <Button look="strong" onClick={onClick}>
        Run
      </Button>
      <Button disabled onClick={onClick}>
        Stop
      </Button>
      <IconButton label="Undo" keys="Ctrl+Z" disabled onClick={onClick}>
        u
      </IconButton>
    </>,
  )
  await button('Run').click()
  await press('{Enter} ')
  expect(onClick).toHaveBeenCalledTimes(3)
  for (const name of ['Stop', 'Undo']) {
    await expect.element(button(name)).toBeDisabled()
    button(name)
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true }))
  }
  await press('{Tab}{Enter}')
  expect(onClick).toHaveBeenCalledTimes(3)
  await expectNoFaults()
})

test('a button that can be on says whether it is, and submits no form', async () => {
  const onSubmit = vi.fn()
  await render(
    <form onSubmit={onSubmit}>
      <Button look="quiet" aria-pressed>
        Smooth
      </Button>
    </form>,
  )
  await expect.element(button('Smooth')).toHaveAttribute('aria-pressed', 'true')
  await button('Smooth').click()
  expect(onSubmit).not.toHaveBeenCalled()
})

test('long labels and values stay in the room that they are given', async () => {
  await render(
    <div style={{ width: 160 }}>
      <EditableText label="Title" value={long} onChange={() => undefined} />
      <Select aria-label="Loss" value="a" choices={[{ value: 'a', title: long }]} onChoose={() => undefined} />
      <DraftInput aria-label="Name" value={long} take={(value) => ({ value })} />
    </div>,
  )
  for (const role of ['button', 'combobox', 'textbox'] as const) {
    expect(page.getByRole(role).element().getBoundingClientRect().width).toBeLessThanOrEqual(160)
  }
  await expect.element(button(`Title: ${long}`)).toBeVisible()
})

function Units({ onTaken, onSettled }: { readonly onTaken: (units: number) => void; readonly onSettled: () => void }) {
  const [units, setUnits] = useState(8)
  return (
    <>
      <label htmlFor="units">Units</label>
      <DraftInput
        id="units"
        isNumber
        value={String(units)}
        take={(text) => {
          const number = Number(text)
          if (!Number.isInteger(number) || number < 1) return { fault: 'An integer of at least 1.' }
          setUnits(number)
          onTaken(number)
          return { value: String(number) }
        }}
        onSettled={onSettled}
      />
      <button type="button" onClick={() => setUnits(3)}>
        Undo
      </button>
    </>
  )
}

test('a field keeps what it refuses beside the reason, and Escape brings back what holds', async () => {
  const onTaken = vi.fn()
  await render(<Units onTaken={onTaken} onSettled={() => undefined} />)
  const field = page.getByRole('textbox', { name: 'Units' })
  await userEvent.fill(field, '0')
  await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  await expect.element(page.getByRole('alert')).toHaveTextContent('An integer of at least 1.')
  await expect.element(field).toHaveAccessibleDescription('An integer of at least 1.')
  await expectNoFaults()
  await press('{Tab}')
  await expect.element(field).toHaveValue('0')
  expect(onTaken).not.toHaveBeenCalled()
  focus(field)
  await press('{Escape}')
  await expect.element(field).toHaveValue('8')
  await expect.element(field).toHaveAttribute('aria-invalid', 'false')
  await expect.element(page.getByRole('alert')).not.toBeInTheDocument()
})

test('a field takes each change, settles by Enter and by leaving it, and follows a change from outside', async () => {
  const [onTaken, onSettled] = [vi.fn(), vi.fn()]
  await render(<Units onTaken={onTaken} onSettled={onSettled} />)
  const field = page.getByRole('textbox', { name: 'Units' })
  await userEvent.fill(field, '64')
  expect(onTaken).toHaveBeenLastCalledWith(64)
  expect(onSettled).not.toHaveBeenCalled()
  await press('{Enter}')
  expect(onSettled).toHaveBeenCalledTimes(1)
  await press('{Tab}')
  expect(onSettled).toHaveBeenCalledTimes(2)
  await userEvent.fill(field, '16')
  await button('Undo').click()
  await expect.element(field).toHaveValue('3')
})

test('text that can be edited: F2 opens it, leaving keeps it, Escape and no change keep what was', async () => {
  const onChange = vi.fn()
  await render(
    <>
      <EditableText label="Name" value="Flow" onChange={onChange} />
      <EditableText label="Note" value="" placeholder="Untitled" onChange={onChange} />
      <button type="button">After</button>
    </>,
  )
  const name = button('Name: Flow')
  await expect.element(button('Note: Untitled')).toBeVisible()
  await name.click()
  await expect.element(page.getByRole('textbox')).not.toBeInTheDocument()
  focus(name)
  await press('{F2}')
  const field = page.getByRole('textbox', { name: 'Name' })
  await expect.element(field).toHaveFocus()
  await press('Glow{Escape}')
  await expect.element(name).toHaveFocus()
  await press('{F2}{Enter}')
  expect(onChange).not.toHaveBeenCalled()
  await name.dblClick()
  await userEvent.fill(field, '  Glow  ')
  await button('After').click()
  expect(onChange).toHaveBeenCalledExactlyOnceWith('Glow')
})

test('a select is labelled, is chosen from by keys, and can be disabled', async () => {
  const onChoose = vi.fn()
  const choices = [
    { value: 'adam', title: 'Adam' },
    { value: 'sgd', title: 'SGD' },
  ] as const
  await render(
    <>
      <label htmlFor="optimiser">Optimiser</label>
      <Select id="optimiser" value="adam" choices={choices} onChoose={onChoose} />
      <Select aria-label="Unit" disabled value="adam" choices={choices} onChoose={onChoose} />
    </>,
  )
  const select = page.getByRole('combobox', { name: 'Optimiser' })
  await expect.element(select).toHaveDisplayValue('Adam')
  focus(select)
  await press('S')
  expect(onChoose).toHaveBeenCalledExactlyOnceWith('sgd')
  await expect.element(page.getByRole('combobox', { name: 'Unit' })).toBeDisabled()
  await expectNoFaults()
})

test('segments are one stop of the Tab key; a switch is named by a label', async () => {
  const choices = [
    { value: 'a', title: 'Nodes' },
    { value: 'b', title: 'Outline' },
  ] as const
  await render(
    <>
      <Segments label="Panel" value="b" choices={choices} onChoose={() => undefined} />
      <label htmlFor="bias">Bias</label>
      <Switch id="bias" isOn={false} onSwitch={() => undefined} />
    </>,
  )
  await expect.element(page.getByRole('radio', { name: 'Outline' })).toBeChecked()
  await press('{Tab}')
  await expect.element(page.getByRole('radio', { name: 'Outline' })).toHaveFocus()
  await press('{Tab}')
  const bias = page.getByRole('switch', { name: 'Bias' })
  await expect.element(bias).toHaveFocus()
  await expect.element(bias).not.toBeChecked()
})
