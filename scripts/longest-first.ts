// The order of test files where nobody knows yet how long each takes: those that run other programs first, so that no worker
// is left with one of them at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const long = [
  /typescript\/templates\.test/,
  /typescript\/project\.test/,
  /figures\/templates\.test/,
  /verify-templates\.test/,
  /training\/memory\.test/,
]

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = long.findIndex((pattern) => pattern.test(moduleId))
      return place < 0 ? long.length : place
    }
    const usual = await super.sort(files)
    return usual.toSorted((a, b) => rank(a) - rank(b))
  }
}
