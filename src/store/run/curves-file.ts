// The curves of a run as a file.
import { pointsOf } from '../../curves/series.ts'
import { loadPart } from '../../platform/parts.ts'
import type { DocumentSlice } from '../document/document-state.ts'
import { documentOf } from '../document/readings.ts'
import type { RunSlice } from './run-actions.ts'

/** Offers the curves of the run as a file. */
export async function saveCurves(state: DocumentSlice & RunSlice): Promise<void> {
  const [{ download, fileNameOf }, { curvesAsCsv }] = await loadPart('What saves curves', () =>
    Promise.all([import('../../share/download.ts'), import('../../share/curves-csv.ts')]),
  )
  const { curves, validation } = state.run
  const text = curvesAsCsv({ train: pointsOf(curves), validation: pointsOf(validation) })
  download(fileNameOf(`${documentOf(state).title} curves`, 'csv'), text, 'text/csv')
}
