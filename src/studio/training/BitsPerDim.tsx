// The likelihood of the validation split in bits for each number, in which models of different data compare.
import type { Program } from '../../compiler/program/program.ts'
import { useEditor } from '../../store/use-editor.ts'
import { decimals } from '../quantities.ts'
import styles from './training.module.css'

/** Of real numbers a density has no bits: how many depends on the unit that they are measured in. */
function isOfWholeNumbers({ data, density: { likelihood } }: Program): boolean {
  const range = data.find(({ node }) => node === likelihood?.of.column?.node)?.range
  return range === 'binary' || range === 'levels256'
}

export function BitsPerDim() {
  const bits = useEditor((state) => state.run.bitsPerDim)
  const isShown = useEditor(({ run: { program } }) => program !== null && isOfWholeNumbers(program))
  if (bits === null || !isShown) return null
  return (
    <span className={styles.long} data-tooltip="Of the validation split: nats / (numbers in an example · ln 2)">
      {' '}
      · {decimals(bits, 3)} bits/dim
    </span>
  )
}
