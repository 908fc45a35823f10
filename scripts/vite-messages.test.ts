import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { withParsedMessages } from './vite-messages.ts'

const folder = fileURLToPath(new URL('../src/words', import.meta.url))
const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
const textOf = (name: string) => readFileSync(`${folder}/${name}`, 'utf8')

test('messages with arguments are parsed, others stay', () => {
  expect(withParsedMessages("region('a', { plain: 'It is', named: 'Cut {wire}' })")).toBe(
    `region('a', { plain: 'It is', named: [{"type":0,"value":"Cut "},{"type":1,"value":"wire"}] })`,
  )
})

test.each(files)('the messages of %s are correct', (name) => {
  expect(() => withParsedMessages(textOf(name))).not.toThrow()
})

test('a message that cannot be parsed is an error', () => {
  expect(() => withParsedMessages("region('a', { broken: '{steps, plural, one {step}' })")).toThrow()
})
