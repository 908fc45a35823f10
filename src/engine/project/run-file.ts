// A training run as a safetensors file, from which it can resume: the weights, what the optimisers remember, and how
// many steps it has had. Random numbers depend on the seed and the step alone, so a resumed run equals one that
// was never interrupted.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { prepareFolder } from '../files/folder.ts'
import { writeWhole } from '../files/whole-file.ts'
import { readSafetensors, requireFinite, writeSafetensors } from '../formats/safetensors.ts'
import { messageOf } from '../text/message-of.ts'
import type { Checkpoint } from '../training/checkpoint.ts'
import { type Variables, writeVariables } from '../training/tensor-store.ts'
import { stop, wholeNumber } from './options.ts'

export interface SavedRun extends Checkpoint {
  readonly path: string
  /** Absent in files that the editor has written. */
  readonly seed: number | undefined
}

/** @throws Error naming the file and the problem. */
export async function readRun(path: string): Promise<SavedRun> {
  if (!existsSync(path)) throw new Error(`There is no weights file ${path}.`)
  const { tensors, metadata } = readSafetensors(new Uint8Array(await readFile(path)), path)
  requireFinite(tensors, path)
  const [step = 0, elapsed = 0, seed] = ['step', 'elapsed', 'seed'].map((key) => {
    const text = metadata[key]
    const number = text === undefined ? undefined : Number(text)
    if (number === undefined || number >= 0) return number
    throw new Error(`${path} states "${text}" as its ${key}.`)
  })
  return { path, tensors, step, elapsed, seed }
}

/** The run to resume: from the file of `--start`, else from the one to be written, if it exists. */
export async function findRun(out: string, options: { start?: string; fresh: boolean }): Promise<SavedRun | undefined> {
  const { start, fresh } = options
  if (start !== undefined && fresh) {
    stop('--fresh starts over, --start resumes from a file: only one can be given.', 2)
  }
  if (start !== undefined) return readRun(start)
  if (fresh || !statSync(out, { throwIfNoEntry: false })?.isFile()) return undefined
  try {
    return await readRun(out)
  } catch (error) {
    throw new Error(`${messageOf(error)} ${startOver}`, { cause: error })
  }
}

/** @param usual the seed of runs for which none was given. */
export function seedOf(saved: SavedRun | undefined, given: string | undefined, usual: number): number {
  const own = saved && (saved.seed ?? usual)
  const seed = given === undefined ? (own ?? usual) : wholeNumber('seed', given)
  if (saved && seed !== own) stop(`${saved.path} was trained with seed ${own}, not ${seed}. ${startOver}`, 2)
  return seed
}

const startOver = 'To start over: npm start -- --fresh, which keeps that file under another name.'

export interface RunFile {
  /** The step up to which the file holds this run; `undefined` as long as it does not. */
  readonly saved: number | undefined
  /** Where the file cannot be written just now, says so and leaves it. It never rejects. */
  save(checkpoint: Checkpoint): Promise<void>
  /** @throws Error when the file cannot be written: the run is then where the error says. */
  saveLast(checkpoint: Checkpoint): Promise<void>
}

interface RunFileSettings {
  readonly path: string
  /** The resumed run: variables take over its numbers. */
  readonly saved: SavedRun | undefined
  readonly seed: number
  readonly variables: Variables
  /** What the optimisers remember. */
  readonly slots: Variables
}

/**
 * What the file held before is kept beside it when it is first replaced: an earlier state of the resumed run as
 * "*.previous.safetensors", another run under its own name, which is never replaced.
 * @throws Error when the saved run does not fit the model, or the folder has no room.
 */
export async function openRunFile({ path, saved, seed, variables, slots }: RunFileSettings): Promise<RunFile> {
  if (saved) restore(saved, variables, slots)
  const everything = new Map([...variables, ...slots])
  const isSameRun = saved?.path === path
  let keepAs = existsSync(path) ? keptName(path, isSameRun) : undefined
  let savedStep = isSameRun ? saved.step : undefined
  const bytes = [...everything.values()].reduce((sum, { size }) => sum + 4 * size, 0)
  await prepareFolder(dirname(path), (keepAs === undefined ? 1 : 2) * bytes)

  const contentOf = ({ step, elapsed, tensors }: Checkpoint) => {
    const metadata = { step: String(step), elapsed: String(elapsed), seed: String(seed) }
    return writeSafetensors({ tensors, metadata })
  }
  const write = async (content: Uint8Array, { step }: Checkpoint) => {
    await writeWhole(path, content, keepAs === undefined ? {} : { keepAs })
    keepAs = undefined
    savedStep = step
  }
  return {
    get saved() {
      return savedStep
    },
    async save(checkpoint) {
      await write(contentOf(checkpoint), checkpoint).catch((error) => console.error(messageOf(error)))
    },
    async saveLast(checkpoint) {
      const content = contentOf(checkpoint)
      try {
        await write(content, checkpoint)
      } catch (error) {
        const elsewhere = join(tmpdir(), `${parse(path).name}-step-${checkpoint.step}-${process.pid}.safetensors`)
        await writeWhole(elsewhere, content)
        const advice = `The run is in ${elsewhere} instead. To resume from there: npm start -- --start ${elsewhere}`
        throw new Error(`${messageOf(error)} ${advice}`, { cause: error })
      }
    },
  }
}

/** @throws Error naming the file and what it lacks; nothing is changed then. */
export function restore({ path, tensors }: SavedRun, variables: Variables, slots: Variables = new Map()): void {
  try {
    writeVariables(variables, tensors)
  } catch (error) {
    const reason = `${path} does not hold the weights of this model: ${messageOf(error)}`
    throw new Error(`${reason} ${startOver}`, { cause: error })
  }
  if ([...slots.keys()].every((name) => Object.hasOwn(tensors, name))) writeVariables(slots, tensors)
  else console.log(`${path} holds weights alone, so the optimisers begin with no memory.`)
}

function keptName(path: string, isSameRun: boolean): string {
  const { name, ext } = parse(path)
  if (isSameRun) return `${name}.previous${ext}`
  const taken = new Set(readdirSync(dirname(path)))
  const names = Array.from({ length: taken.size + 1 }, (_, i) => `${name}.earlier-run-${i + 1}${ext}`)
  return names.find((one) => !taken.has(one)) ?? `${name}.earlier-run${ext}`
}
