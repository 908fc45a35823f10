import { Fragment, type ReactNode } from 'react'
import type { TypedNode } from '../../compiler/inference/typed-graph.ts'
import { describeShape, sizeOf } from '../../graph/signals.ts'
import { fullCount } from '../signals/quantities.ts'
import styles from './inspector.module.css'
import { Section } from './Section.tsx'

/** The weights of a node by name, with their shapes, and what an op keeps beside them. */
export function WeightList({ typed }: { readonly typed: TypedNode }) {
  const rows = typed.calls.flatMap(({ path, weights, state }) => [
    ...Object.entries(weights).map(([name, { shape }]) => ({ name: joined(path, name), shape, isState: false })),
    ...Object.entries(state).map(([name, { shape }]) => ({ name: joined(path, name), shape, isState: true })),
  ])
  if (rows.length === 0) return null
  return (
    <Section title="Weights" aside={fullCount(typed.parameterCount)}>
      <table className={styles.weights}>
        <tbody>
          {rows.map(({ name, shape, isState }) => (
            <tr key={name}>
              <th scope="row">{breakable(name)}</th>
              <td>{describeShape(shape)}</td>
              <td>{isState ? 'not trained' : fullCount(sizeOf(shape))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

/** Long names may go on in the next line after a slash. */
const breakable = (name: string): ReactNode =>
  name.split('/').map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place.
    <Fragment key={place}>
      {place > 0 && (
        <>
          /<wbr />
        </>
      )}
      {part}
    </Fragment>
  ))

const joined = (path: string, name: string): string => (path === '' ? name : `${path}/${name}`)
