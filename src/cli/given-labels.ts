import type { GivenLabels } from '../engine/data/condition-rows.ts'
import type { Option } from './options.ts'
import { UsageError } from './usage-error.ts'

/** The labels of samples, as in `label=3,7`. The dataset validates the classes. */
export const givenLabels = (value: string, summary: string): Option<GivenLabels> => ({
  value,
  summary,
  read(given, name) {
    const classes = given === 'all' ? 'all' : given.replace(/^label=/, '')
    const labels = classes.split(',').map((label) => label.trim())
    if ((given !== 'all' && classes === given) || labels.includes(''))
      throw new UsageError(`${name} needs label=A, label=A,B or all, received "${given}"`)
    return classes === 'all' ? 'all' : labels
  },
})
