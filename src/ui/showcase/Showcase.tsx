// Every control in every state, light and dark side by side, for people who change looks. Hovering, pressing and the focus
// are tried by hand.
import { TooltipLayer } from '../TooltipLayer.tsx'
import { fields } from './fields.tsx'
import { overlays } from './overlays.tsx'
import styles from './showcase.module.css'
import type { SpecimenGroup } from './specimen.ts'

const groups: readonly SpecimenGroup[] = [...fields, ...overlays]

export function Showcase() {
  return (
    <main className={styles.page}>
      <h1 className="visually-hidden">Controls</h1>
      <Side scheme="light" />
      <Side scheme="dark" />
      <TooltipLayer />
    </main>
  )
}

function Side({ scheme }: { readonly scheme: 'light' | 'dark' }) {
  const title = scheme === 'light' ? 'Light' : 'Dark'
  return (
    <section aria-label={title} className={styles.side} data-scheme={scheme}>
      <h2>{title}</h2>
      {groups.map((group) => (
        <section key={group.title} aria-label={`${group.title}, ${scheme}`} className={styles.group}>
          <h3>{group.title}</h3>
          <ul className={styles.specimens}>
            {group.specimens.map(({ state, shown }) => (
              <li key={state} className={styles.specimen}>
                <div className={styles.stage}>{shown}</div>
                <small>{state}</small>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </section>
  )
}
