// Mean and deviation of samples on the line, each with that of the data, which it is to come to.
import type { LineMoments } from '../../protocol/pictures.ts'
import { sampleWords } from '../../words/samples.ts'
import { decimals } from '../quantities.ts'
import styles from './samples.module.css'

export function MomentsBeside({ samples, data }: { readonly samples: LineMoments; readonly data: LineMoments }) {
  return (
    <table className={styles.moments} aria-label={sampleWords.moments}>
      <thead>
        <tr>
          <td />
          <th scope="col">{sampleWords.legendSamples}</th>
          <th scope="col">{sampleWords.legendData}</th>
        </tr>
      </thead>
      <tbody>
        {(['mean', 'deviation'] as const).map((moment) => (
          <tr key={moment}>
            <th scope="row">{sampleWords[moment]}</th>
            <td>{decimals(samples[moment], 2)}</td>
            <td>{decimals(data[moment], 2)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
