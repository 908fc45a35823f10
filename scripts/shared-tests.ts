// Test files that can run one after another in the same process, which then loads what they import once. The others leave
// something behind: a mock, a clock, a backend of TensorFlow.js. The long ones gain nothing by it.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { longTests } from './long-tests.mjs'

const folders = ['src', 'nodes', 'templates', 'bench']

const leavesSomething =
  /\bvi\.(mock|doMock|spyOn|stubGlobal|stubEnv|useFakeTimers)\b|tensorflow|process\.(chdir|env)|globalThis/

/** Paths relative to the root. */
export function sharedTests(root: string): string[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => /\.test\.tsx?$/.test(path) && !longTests.some((end) => `/${path}`.endsWith(`/${end}`)))
    .filter((path) => !leavesSomething.test(readFileSync(join(root, path), 'utf8')))
}
