import { inflateSync } from 'node:zlib'

type PdfObject = { dictionary: string; stream: Buffer | undefined }
type Font = { characters: string[]; widths: number[] }

/** Points. Kerning moves a word by less, the padding of two cells by more. */
const wordGap = 2
/** Points. Words of different sizes on one line differ by less, two lines by more. */
const lineGap = 2

/**
 * Reads back a PDF of renderPdf(): its number of pages and its text, page after page, cells parted by tabs.
 * Only for files written by renderPdf() (plain objects, Identity-H fonts); tests and checks before sending use it.
 * A character the font does not have is not found in the text.
 */
export function readPdf(pdf: Buffer): { pages: number; text: string[] } {
  const objects = readObjects(pdf)
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type \/Page\b(?!s)/.test(dictionary))
  const text = pages.map(page => {
    const contents = objects.get(numberAfter(page.dictionary, '/Contents'))
    const fonts = fontsOf(page, objects)
    return contents?.stream ? textOf(contents.stream.toString('latin1'), fonts) : ''
  })
  return { pages: pages.length, text }
}

function readObjects(pdf: Buffer): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>()
  const source = pdf.toString('latin1')
  for (let at = source.indexOf('\n', 0); at >= 0; ) {
    const start = /(\d+) 0 obj\n/g
    start.lastIndex = at
    const found = start.exec(source)
    if (!found) break
    const bodyAt = found.index + found[0].length
    const endAt = source.indexOf('endobj', bodyAt)
    const streamAt = source.indexOf('stream\n', bodyAt)
    if (streamAt < 0 || streamAt > endAt) {
      objects.set(Number(found[1]), { dictionary: source.slice(bodyAt, endAt), stream: undefined })
      at = endAt
      continue
    }
    const dictionary = source.slice(bodyAt, streamAt)
    const dataAt = streamAt + 'stream\n'.length
    const dataEnd = dataAt + numberAfter(dictionary, '/Length')
    const data = pdf.subarray(dataAt, dataEnd)
    objects.set(Number(found[1]), { dictionary, stream: dictionary.includes('FlateDecode') ? inflateSync(data) : data })
    at = dataEnd
  }
  return objects
}

function numberAfter(dictionary: string, key: string): number {
  return Number(new RegExp(`${key} \\[?(\\d+)`).exec(dictionary)?.[1] ?? Number.NaN)
}

/** The fonts a page names (`F1`…), with the character and the width (per mille of the size) of each glyph number. */
function fontsOf(page: PdfObject, objects: Map<number, PdfObject>): Map<string, Font> {
  const resources = objects.get(numberAfter(page.dictionary, '/Resources'))?.dictionary ?? page.dictionary
  const fonts = new Map<string, Font>()
  for (const [, name = '', number] of resources.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
    const font = objects.get(Number(number))?.dictionary ?? ''
    const characters = objects.get(numberAfter(font, '/ToUnicode'))?.stream?.toString('latin1') ?? ''
    const descendant = objects.get(numberAfter(font, '/DescendantFonts'))?.dictionary ?? ''
    const widths = /\/W \[0 \[([^\]]*)\]/.exec(descendant)?.[1]?.split(/\s+/).map(Number) ?? []
    fonts.set(name, { characters: charactersOf(characters), widths })
  }
  return fonts
}

function charactersOf(toUnicode: string): string[] {
  const characters: string[] = []
  for (const [, first = '0', list = ''] of toUnicode.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[([^\]]*)\]/g)) {
    let glyph = Number.parseInt(first, 16)
    for (const [, codes = ''] of list.matchAll(/<([0-9a-f ]+)>/g)) {
      const units = codes.split(' ').map(code => Number.parseInt(code, 16))
      characters[glyph++] = units.includes(0) ? '' : String.fromCharCode(...units)
    }
  }
  return characters
}

const stretch = /BT\s+(?:\S+ ){4}(\S+) (\S+) Tm\s+\/(F\d+) (\S+) Tf\s+(?:(\S+) Tc\s+)?(?:\S+ Tw\s+)?\[([^\]]*)\] TJ/g

/** Each word is placed for itself: words that touch are joined, others on the same line are parted by a tab. */
function textOf(contents: string, fonts: Map<string, Font>): string {
  let text = ''
  let [lineY, endX] = [Number.NaN, 0]
  for (const [, x = '', y = '', name = '', size, spacing = 0, glyphs = ''] of contents.matchAll(stretch)) {
    const font = fonts.get(name)
    const numbers = [...glyphs.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, hex = '']) => hex.match(/.{4}/g) ?? [])
    const ids = numbers.map(number => Number.parseInt(number, 16))
    if (!(Math.abs(Number(y) - lineY) < lineGap)) text += text && '\n'
    else if (Number(x) - endX > wordGap) text += '\t'
    text += ids.map(id => font?.characters[id] ?? '').join('')
    const width = ids.reduce((sum, id) => sum + ((font?.widths[id] ?? 0) * Number(size)) / 1000 + Number(spacing), 0)
    lineY = Number(y)
    endX = Number(x) + width
  }
  return text
}
