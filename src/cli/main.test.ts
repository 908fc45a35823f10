import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { templateNames } from '../../templates/index.ts'
import { commands } from './commands/index.ts'
import { runMain } from './fixtures/run-main.ts'

describe('a usage error', () => {
  test.each([
    [[], 'a command is missing'],
    [['chek'], 'did you mean check?'],
    [['trian'], 'did you mean train?'],
    [['xyzzy'], 'there is no command "xyzzy" (genloom --help)'],
    [['check'], 'check needs GRAPH'],
    [['check', 'vae', 'vae'], 'check takes only GRAPH, received "vae" too'],
    [['templates', 'vae'], 'templates takes no argument, received "vae" too'],
    [['check', 'vea'], 'there is no template or graph file "vea"; did you mean vae?'],
    [['check', 'xyzzy'], `the templates are ${templateNames.join(', ')}`],
    [['check', './missing.json'], 'there is no graph file "./missing.json"'],
    [['check', 'vae', '--jsno'], 'check has no option --jsno; did you mean --json?'],
    [['check', 'vae', '-j'], 'check has no option -j'],
    [['check', 'vae', '--json=1'], '--json takes no value'],
    [['check', 'vae', '--json', '--json'], '--json was given twice'],
    [['link', 'vae', '--base'], '--base needs a value (URL), received none'],
    [['link', 'vae', '--base', '--json'], '--base needs a value (URL), received none'],
    [['link', 'vae', '--base='], '--base needs a value (URL), received nothing'],
    [['link', 'vae', '--base', 'somewhere'], '--base needs an address such as http://localhost:5173/'],
    [['open', 'vae'], '"vae" is not a share link'],
    [['data', 'digits'], 'data needs --out DIR'],
    [['data', 'digit', '--out', '/dev/null/x'], 'there is no dataset "digit"; did you mean digits?'],
    [['evaluate', 'made', '--importance', '8'], 'this likelihood is exact, so there is nothing to estimate'],
    [['evaluate', 'gan', '--importance', '8'], 'this model has no likelihood'],
    [['evaluate', 'vae', '--importance', '8'], '--weights FILE is missing'],
    [['data', 'digits?size=999', '--out', '/dev/null/x'], 'size'],
    [
      ['data', 'digits?foo=1', '--out', '/dev/null/x'],
      'The dataset digits has no parameter "foo"; known: size, classes',
    ],
    [['data', 'two-moons?noise=abc', '--out', '/dev/null/x'], 'noise'],
    [['data', 'digits?size=14?size=28', '--out', '/dev/null/x'], 'No dataset is named "digits?size=14?size=28"'],
    [
      ['data', 'two-moons', '--out', '/dev/null/x', '--binarisation', 'threshold'],
      '--binarisation applies to grey values, but two-moons holds points',
    ],
    [['data', 'digits', '--out', 'x', '--binarisation', 'yes'], 'one of none, threshold, dynamic, received "yes"'],
  ])('%j is one clear line and exit status 2', async (argv, message) => {
    const { status, out, err } = await runMain(...argv)
    expect(err).toContain(message)
    expect(err).toMatch(/^genloom: [^\n]+\(genloom (\w+ )?--help\)$/)
    expect(status).toBe(2)
    expect(out).toBe('')
  })
})

describe('help', () => {
  test('names every command with its line', async () => {
    const { status, out, err } = await runMain('--help')
    expect([status, err]).toEqual([0, ''])
    for (const { name, summary } of commands)
      expect(out).toMatch(new RegExp(`^  ${name}\\b.*${summary.slice(0, 20)}`, 'm'))
  })

  test.each(commands.map(({ name }) => name))(
    'of %s names its arguments and options, whatever else is missing',
    async (name) => {
      const { status, out } = await runMain(name, '--help')
      const command = commands.find((one) => one.name === name)!
      expect(status).toBe(0)
      expect(out).toContain(`Usage: genloom ${name}`)
      for (const argument of Object.keys(command.arguments)) expect(out).toContain(`  ${argument.toUpperCase()}  `)
      for (const option of [...Object.keys(command.options), 'json', 'help']) expect(out).toContain(`--${option}`)
    },
  )
})

test('the version is that of the package', async () => {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  )
  expect(await runMain('--version')).toEqual({ status: 0, out: version, err: '' })
})
