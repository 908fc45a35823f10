// Links as mail, chat and hurried fingers leave them.
import type { Chance } from './chance.ts'
import { hostileText } from './hostile.ts'

type Mangle = (link: string, chance: Chance) => string

/** Whatever is done, the graph is still in it. */
const harmless: readonly Mangle[] = [
  (link, chance) => link + chance.pick([...'.,)]>"\';!?', '&utm_source=mail', '==', ' for the model', '\nmore words']),
  (link, chance) => {
    const [before, after] = chance.pick([
      ['<', '>'],
      ['[x](', ')'],
      ['"', '"'],
      ['See ', ' for the model'],
      ['> ', ''],
      ['\n\n', '\r\n'],
    ])
    return before + link + after
  },
  (link) => link.replaceAll('-', '%2D'),
  (link) => link.replaceAll('_', '\\_'),
  (link, chance) => insert(link, chance.pick(['\u200b', '\u00ad', '\u2060', '\n', '\r\n> ']), chance),
  (link, chance) => link.replace('#g=', chance.pick(['#g%3D', '%23g=', '#G='])),
]

const harmful: readonly Mangle[] = [
  (link, chance) => link.slice(0, chance.below(link.length + 1)),
  (link, chance) => link.slice(chance.below(link.length + 1)),
  (link) => link.toLowerCase(),
  (link, chance) => insert(link, hostileText(chance), chance),
  (link, chance) => `${link.slice(0, link.length / 2)}${chance.pick(['...', '…', ' [...] '])}`,
  (link, chance) => {
    const at = chance.below(link.length)
    return link.slice(0, at) + String.fromCharCode(33 + chance.below(94)) + link.slice(at + 1)
  },
  (link, chance) => link.repeat(chance.between(2, 3)),
  (link, chance) => link + chance.pick(['A', '-', 'A\n', '_ ', '%', '\\']).repeat(chance.pick([1, 100, 70_000])),
  (link) => link.replace(/#g=.*/s, '#g='),
  (link) => [...link].reverse().join(''),
]

/** Into the payload. */
function insert(link: string, text: string, chance: Chance): string {
  const first = link.indexOf('#g=') + 3
  const at = first + chance.below(Math.max(1, link.length - first))
  return link.slice(0, at) + text + link.slice(at)
}

export const mangleHarmlessly = (link: string, chance: Chance): string => chance.pick(harmless)(link, chance)

export function mangleLink(link: string, chance: Chance): string {
  let mangled = link
  for (let i = chance.between(1, 3); i > 0; i--) mangled = chance.pick([...harmless, ...harmful])(mangled, chance)
  return mangled
}
