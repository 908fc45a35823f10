// What HTML from text may do on the page: show prose and formulas, and link to the web. Everything else is taken out.
import createPurifier from 'dompurify'

const proseTags =
  'h1 h2 h3 h4 h5 h6 p a em strong del code pre blockquote ul ol li br hr table thead tbody tr th td sub sup'
/** What KaTeX writes, for the eye and for screen readers. */
const formulaTags = `span svg path line
  math semantics annotation mrow mi mo mn mtext mspace mfrac msqrt mroot msup msub msubsup mover munder munderover
  mmultiscripts mtable mtr mtd mstyle mpadded mphantom menclose`
const attributes = `class style title href align start
  width height viewBox preserveAspectRatio d x1 x2 y1 y2 stroke-width
  xmlns encoding display mathvariant stretchy fence separator accent accentunder lspace rspace minsize maxsize linethickness
  scriptlevel displaystyle columnalign columnspacing columnlines rowspacing rowlines notation mathcolor mathbackground
  depth voffset`
/** Of inline styles, those that place the parts of a formula. None loads anything or leaves the text's place. */
const placing =
  /^(height|width|min-width|vertical-align|top|bottom|left|right|color|background-color|(margin|padding)-(top|right|bottom|left)|border-(top|right|bottom|left)-(width|style|color))$/
const linkedTo: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:'])

const words = (text: string) => text.split(/\s+/)

/** The HTML without all that could run, load, send or cover anything. Links open apart and do not tell where they were. */
export function sanitise(html: string): string {
  purifier ??= preparePurifier()
  return purifier.sanitize(html, {
    ALLOWED_TAGS: words(`#text ${proseTags} ${formulaTags}`),
    ALLOWED_ATTR: words(attributes),
    ALLOW_DATA_ATTR: false,
  })
}

let purifier: ReturnType<typeof createPurifier> | undefined

function preparePurifier() {
  const prepared = createPurifier(window)
  prepared.addHook('afterSanitizeAttributes', (element) => {
    if ('style' in element && element.style instanceof CSSStyleDeclaration) keepPlacing(element.style)
    if (element.hasAttribute('href')) limitLink(element)
  })
  return prepared
}

function keepPlacing(style: CSSStyleDeclaration): void {
  for (const property of [...style]) {
    const isAllowed = placing.test(property) || (property === 'position' && style.position === 'relative')
    if (!isAllowed) style.removeProperty(property)
  }
}

function limitLink(element: Element): void {
  // Read as the browser reads it, which skips white space and control characters in the middle of "javascript:".
  const address = element.getAttribute('href') ?? ''
  if (element.localName !== 'a' || !URL.canParse(address) || !linkedTo.has(new URL(address).protocol)) {
    element.removeAttribute('href')
    return
  }
  element.setAttribute('target', '_blank')
  element.setAttribute('rel', 'noopener noreferrer')
}
