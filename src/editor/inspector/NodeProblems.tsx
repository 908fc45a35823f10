import type { Problem } from '../../graph/problems.ts'
import { Fixes } from '../problems/Fixes.tsx'
import { severitySigns } from '../problems/severity-signs.ts'
import styles from './inspector.module.css'

/** The problems of a node, with their fixes. */
export function NodeProblems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null
  return (
    <ul className={styles.problems} aria-label="Problems of this node">
      {problems.map(({ severity, code, port, field, message, fixes }) => {
        const Sign = severitySigns[severity]
        return (
          <li key={`${code}/${port}/${field}`} className={styles[severity]}>
            <Sign size={15} role="img" aria-label={severity} />
            <div>
              <p>{message}</p>
              <Fixes fixes={fixes} />
            </div>
          </li>
        )
      })}
    </ul>
  )
}
