/** The style sheet with what the marks need, and the numbers under which the sheets refer to it. */
export type MarkedStyles = { xml: string; messageStyle: number; badCellStyle: number }

const MESSAGE_COLOUR = 'FFC00000'
const BAD_CELL_COLOUR = 'FFFFC7CE'

/** Appends to a counted list such as `<fonts count="3">…</fonts>`; null when the list is not there. */
function append(xml: string, prefix: string, list: string, item: string): { xml: string; index: number } | null {
  const pattern = new RegExp(`<${prefix}${list}(\\s[^>]*?)?(?:/>|>([\\s\\S]*?)</${prefix}${list}>)`)
  const match = pattern.exec(xml)
  if (!match) return null
  const items = match[2] ?? ''
  const child = { fonts: 'font', cellXfs: 'xf', dxfs: 'dxf' }[list] ?? ''
  const index = [...items.matchAll(new RegExp(`<${prefix}${child}(?=[\\s/>])`, 'g'))].length
  const attributes = (match[1] ?? '').replace(/\scount="\d*"/, '')
  const whole = `<${prefix}${list} count="${index + 1}"${attributes}>${items}${item}</${prefix}${list}>`
  return { xml: xml.replace(pattern, () => whole), index }
}

/** Adds an empty list of differential styles where the schema wants it. */
function withDifferentialStyles(xml: string, prefix: string): string {
  if (new RegExp(`<${prefix}dxfs(?=[\\s/>])`).test(xml)) return xml
  const before = [`</${prefix}cellStyles>`, `</${prefix}cellXfs>`].find(tag => xml.includes(tag)) ?? ''
  return xml.replace(before, () => `${before}<${prefix}dxfs count="0"></${prefix}dxfs>`)
}

/** Adds a red font for messages and a red fill for bad cells; null for a style sheet that has no cell styles. */
export function markStyles(xml: string): MarkedStyles | null {
  const prefix = /<((?:\w+:)?)styleSheet(?=[\s>])/.exec(xml)?.[1] ?? ''
  const size = new RegExp(`<${prefix}sz val="([\\d.]+)"`).exec(xml)?.[1] ?? '11'
  const name = new RegExp(`<${prefix}name val="([^"<]*)"`).exec(xml)?.[1] ?? '宋体'
  const p = prefix
  const font = `<${p}font><${p}sz val="${size}"/><${p}color rgb="${MESSAGE_COLOUR}"/><${p}name val="${name}"/></${p}font>`
  const fonts = append(xml, p, 'fonts', font)
  if (!fonts) return null
  const style = `<${p}xf numFmtId="49" fontId="${fonts.index}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`
  const styles = append(fonts.xml, p, 'cellXfs', style)
  if (!styles) return null
  const fill = `<${p}dxf><${p}fill><${p}patternFill patternType="solid"><${p}bgColor rgb="${BAD_CELL_COLOUR}"/></${p}patternFill></${p}fill></${p}dxf>`
  const fills = append(withDifferentialStyles(styles.xml, p), p, 'dxfs', fill)
  return fills && { xml: fills.xml, messageStyle: styles.index, badCellStyle: fills.index }
}
