// Bypass, mute and freeze what is selected.
import { CirclePause, CircleSlash, Snowflake } from 'lucide-react'
import { CommandButton } from '../commands/CommandButton.tsx'

export function ModeButtons() {
  return (
    <>
      <CommandButton command="bypass">
        <CircleSlash />
      </CommandButton>
      <CommandButton command="mute">
        <CirclePause />
      </CommandButton>
      <CommandButton command="freeze">
        <Snowflake />
      </CommandButton>
    </>
  )
}
