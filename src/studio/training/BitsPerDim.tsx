// The likelihood of the validation split in bits for each number, in which models of different data compare; or why there are
// none, of data that have bits.
import type { Program } from '../../compiler/program/program.ts'
import { isContinuous } from '../../graph/signals.ts'
import { useEditor } from '../../store/use-editor.ts'
import { decimals } from '../quantities.ts'
import styles from './training.module.css'

function whyNone({ data, density: { likelihood } }: Program): string | undefined {
  const range = data.find(({ node }) => node === likelihood?.of.column?.node)?.range
  return range && !isContinuous(range) ? likelihood?.withoutBits : undefined
}

export function BitsPerDim() {
  const bits = useEditor((state) => state.run.bitsPerDim)
  const reason = useEditor(({ run: { program } }) => program && whyNone(program))
  if (bits === null && !reason) return null
  return (
    <span
      className={styles.long}
      data-tooltip={reason ?? 'On the validation split: nats / (numbers in an example · ln 2)'}
    >
      {' '}
      · {bits === null || reason ? 'no' : decimals(bits, 3)} bits/dim
    </span>
  )
}
