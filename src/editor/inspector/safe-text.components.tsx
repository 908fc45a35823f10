// What a text can smuggle into the page: nothing that runs, loads, sends or covers. The witness is the browser itself, in
// which everything is put on the page and given time to happen.
import { expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { SafeHtml } from '../../ui/SafeHtml.tsx'
import { sanitise } from '../../ui/sanitise.ts'
import { renderText } from './render-text.ts'

const attacks = [
  '<img src=x onerror="ran()">',
  '<img src="https://elsewhere.test/seen.png">',
  '<script>ran()</script>',
  '<svg onload="ran()"></svg>',
  '<svg><animate onbegin="ran()" attributeName="x" dur="1s"></svg>',
  '<svg><script>ran()</script></svg>',
  '<svg><a href="javascript:ran()"><text>press</text></a></svg>',
  '<svg><use href="data:image/svg+xml,<svg id=x onload=ran()></svg>#x"></use></svg>',
  '<svg><foreignObject><iframe srcdoc="<script>parent.ran()</script>"></iframe></foreignObject></svg>',
  '<iframe src="javascript:parent.ran()"></iframe>',
  '<iframe srcdoc="<script>parent.ran()</script>"></iframe>',
  '<object data="javascript:ran()"></object><embed src="javascript:ran()">',
  '<a href="javascript:ran()">press</a>',
  '<a href="JaVa&#x73;cript:ran()">press</a>',
  '<a href="java\n\tscript:ran()">press</a>',
  '<a href="\u0001javascript:ran()">press</a>',
  '<a href="data:text/html,<script>opener.ran()</script>">press</a>',
  '<a href="vbscript:ran()">press</a>',
  '<a href="//elsewhere.test/">press</a>',
  '<a href="blob:https://elsewhere.test/1">press</a>',
  '[press](javascript:ran())',
  '[press](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '![seen](https://elsewhere.test/seen.png)',
  '<math href="javascript:ran()">press</math>',
  '<math><maction actiontype="statusline" xlink:href="javascript:ran()">press</maction></math>',
  '<math><mi xlink:href="javascript:ran()">press</mi></math>',
  '<math><annotation-xml encoding="text/html"><img src=x onerror="ran()"></annotation-xml></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=ran()&gt;">',
  '<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=ran() src>">',
  '<math><mtext><mglyph><svg><mtext><textarea><a title="</textarea><img src=x onerror=ran()>">',
  '<noscript><p title="</noscript><img src=x onerror=ran()>"></noscript>',
  '<style>@import "https://elsewhere.test/a.css"</style>',
  '<link rel="stylesheet" href="https://elsewhere.test/a.css">',
  '<meta http-equiv="refresh" content="0;url=https://elsewhere.test/">',
  '<base href="https://elsewhere.test/">',
  '<form action="https://elsewhere.test/"><input name="a" autofocus onfocus="ran()"><button>press</button></form>',
  '<p style="position:fixed;inset:0;background:url(https://elsewhere.test/a.png);z-index:9">cover</p>',
  '<p style="border-image:url(https://elsewhere.test/a.png) 1;position:absolute;transform:scale(99)">cover</p>',
  '<video autoplay><source onerror="ran()"></video>',
  '<details open ontoggle="ran()">more</details>',
  '<p id="root" name="body">clobber</p>',
  '$\\href{javascript:ran()}{x}$',
  '$\\includegraphics{https://elsewhere.test/a.png}$',
  '$\\htmlStyle{position:fixed}{x} \\htmlId{root}{x}$',
]

test('nothing that a text holds runs, loads, sends or covers anything', async () => {
  const ran = vi.fn()
  vi.stubGlobal('ran', ran)
  // The witness sees what does run.
  const careless = document.body.appendChild(document.createElement('div'))
  careless.innerHTML = attacks[0] ?? ''
  await vi.waitFor(() => expect(ran).toHaveBeenCalledOnce())
  careless.remove()
  ran.mockClear()

  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  const { container } = await render(
    attacks.flatMap((attack) => [
      <SafeHtml key={`html ${attack}`} html={attack} />,
      <SafeHtml key={`markdown ${attack}`} html={renderText(attack)} />,
    ]),
  )
  warned.mockRestore()
  const elements = [...container.querySelectorAll<HTMLElement | SVGElement>('*')]
  for (const link of container.querySelectorAll('a, math, mi'))
    link.dispatchEvent(new MouseEvent('click', { bubbles: true }))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(ran).not.toHaveBeenCalled()
  expect(
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('elsewhere')),
  ).toEqual([])

  const loading =
    'img, image, iframe, object, embed, script, style, link, meta, base, form, input, video, source, use, animate'
  expect(elements.filter((element) => element.matches(loading))).toEqual([])
  const attributes = elements.flatMap((element) => [...element.attributes].map(({ name }) => name))
  expect(attributes.filter((name) => /^on|href|src|^id$|^name$|action/.test(name))).toEqual([])
  expect(elements.filter((element) => /absolute|fixed|sticky/.test(element.style.position))).toEqual([])
  expect(elements.filter((element) => /url\(|transform|z-index/.test(element.style.cssText))).toEqual([])
})

test.each(['https://arxiv.org/abs/1312.6114', 'http://school.test/', 'mailto:someone@school.test'])(
  'a link to %s is kept, and opens apart',
  async (address) => {
    const { container } = await render(<SafeHtml html={renderText(`[Paper](${address} "Title")`)} />)
    const link = container.querySelector('a')
    expect(link?.getAttribute('href')).toBe(address)
    expect(link?.target).toBe('_blank')
    expect(link?.rel).toBe('noopener noreferrer')
  },
)

const pages = import.meta.glob<string>('../../../nodes/*/*/*.md', { query: '?raw', import: 'default', eager: true })
const formulas = [
  '\\sqrt{x} + \\overbrace{a+b}^{c} \\widehat{abc}',
  '\\begin{pmatrix}a&b\\\\c&d\\end{pmatrix} \\begin{cases}a\\\\b\\end{cases}',
  '\\cancel{x} \\boxed{y} \\textcolor{red}{x} \\colorbox{red}{a} \\underline{x}',
  '\\begin{array}{|c|c|}\\hline a&b\\\\\\hline\\end{array} \\sum_{i=1}^n \\int_0^1 \\xrightarrow{abc}',
]

test('pages of text and formulas lose nothing', () => {
  const texts = [...Object.values(pages), ...formulas.map((formula) => `$$${formula}$$`)]
  expect(texts.length).toBeGreaterThan(50)
  for (const text of texts) {
    const before = document.createElement('template')
    before.innerHTML = renderText(text)
    const after = document.createElement('template')
    after.innerHTML = sanitise(renderText(text))
    for (const link of after.content.querySelectorAll('a')) {
      link.removeAttribute('target')
      link.removeAttribute('rel')
    }
    expect(after.innerHTML).toBe(before.innerHTML)
  }
})
