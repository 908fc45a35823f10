// Mean and deviation of samples on the line, each with that of the data, which it is to come to.
import type { LineMoments } from '../../protocol/pictures.ts'
import { decimals } from '../quantities.ts'
import styles from './samples.module.css'

export function MomentsBeside({ samples, data }: { readonly samples: LineMoments; readonly data: LineMoments }) {
  return (
    <table className={styles.moments} aria-label="Moments of samples and data">
      <thead>
        <tr>
          <td />
          <th scope="col">samples</th>
          <th scope="col">data</th>
        </tr>
      </thead>
      <tbody>
        {(['mean', 'deviation'] as const).map((moment) => (
          <tr key={moment}>
            <th scope="row">{moment}</th>
            <td>{decimals(samples[moment], 2)}</td>
            <td>{decimals(data[moment], 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
