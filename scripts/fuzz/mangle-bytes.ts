// Files as disks, mail and other programs leave them.
import { deflateSync, gzipSync } from 'node:zlib'
import type { Chance } from './chance.ts'

type Mangle = (bytes: Uint8Array, chance: Chance) => Uint8Array

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

const flip: Mangle = (bytes, chance) => {
  const out = bytes.slice()
  for (let i = chance.between(1, 8); i > 0 && out.length > 0; i--)
    out[chance.below(out.length)]! ^= 1 << chance.below(8)
  return out
}

const cut: Mangle = (bytes, chance) => bytes.slice(0, chance.below(bytes.length + 1))

const double: Mangle = (bytes) => Buffer.concat([bytes, bytes])

const splice: Mangle = (bytes, chance) => {
  const [at, from] = [chance.below(bytes.length + 1), chance.below(bytes.length + 1)]
  return Buffer.concat([bytes.slice(0, at), bytes.slice(from, from + chance.below(200)), bytes.slice(at)])
}

const zeros: Mangle = (bytes, chance) => bytes.slice().fill(0, chance.below(bytes.length + 1))

const mark: Mangle = (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])

const wide: Mangle = (bytes, chance) => {
  const little = Buffer.from(`\ufeff${text(bytes)}`, 'utf16le')
  return chance.happens(0.5) ? little : little.swap16()
}

const latin: Mangle = (bytes) => Buffer.from(text(bytes), 'latin1')

const lineEnds: Mangle = (bytes, chance) => Buffer.from(text(bytes).replaceAll('\n', chance.pick(['\r\n', '\r'])))

const packed: Mangle = (bytes, chance) => (chance.happens(0.5) ? gzipSync(bytes) : deflateSync(bytes))

/** A run of one sign, as long as a file may be. */
const run: Mangle = (bytes, chance) => {
  const sign = chance.pick(['"', '\\"', '[', '{', '{"":', ' ', '0', '\\', '"\\"'])
  const filler = Buffer.from(sign.repeat(chance.pick([10, 1000, 100_000])))
  const at = chance.below(bytes.length + 1)
  return Buffer.concat([bytes.slice(0, at), filler, chance.happens(0.5) ? bytes.slice(at) : Buffer.alloc(0)])
}

const mangles: readonly (readonly [weight: number, mangle: Mangle])[] = [
  [6, flip],
  [4, cut],
  [1, double],
  [3, splice],
  [1, zeros],
  [1, mark],
  [2, wide],
  [1, latin],
  [1, lineEnds],
  [1, packed],
  [3, run],
]

export function mangleBytes(bytes: Uint8Array, chance: Chance): Uint8Array<ArrayBuffer> {
  let mangled = bytes
  for (let i = chance.between(1, 2); i > 0; i--) mangled = chance.weighted(mangles)(mangled, chance)
  return new Uint8Array(mangled)
}
