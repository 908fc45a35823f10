// The order of test files before their durations are known.
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { longTests } from './long-tests.mjs'

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longTests.findIndex((end) => moduleId.endsWith(`/${end}`))
      return place < 0 ? longTests.length : place
    }
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => rank(a) - rank(b))
  }
}
