/** Text as banks write it. The platform reads GBK but does not write it: its own table, turned round, does. Pure. */

export type Encoding = 'gbk' | 'utf-8'

let table: Map<string, number> | null = null

/** Every character of two bytes, from what reading them gives; built once, 24,000 of them. */
function gbkTable(): Map<string, number> {
  if (table) return table
  const decoder = new TextDecoder('gbk', { fatal: true })
  table = new Map()
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      if (trail === 0x7f) continue
      const text = decodeOrNull(decoder, Uint8Array.of(lead, trail))
      // One character each; the first code of two that look the same is the one in use.
      if (text !== null && [...text].length === 1 && !table.has(text)) table.set(text, lead * 256 + trail)
    }
  return table
}

function decodeOrNull(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes)
  } catch {
    return null
  }
}

/** The characters of a text that the encoding has no code for. */
export function unwritable(text: string, encoding: Encoding): string[] {
  if (encoding === 'utf-8') return []
  const codes = gbkTable()
  return [...text].filter(char => char > '\u007f' && !codes.has(char))
}

/** The bytes of a text; a character without a code becomes a question mark (ask `unwritable` first). */
export function encodeText(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  const codes = gbkTable()
  const bytes: number[] = []
  for (const char of text) {
    const code = char <= '\u007f' ? char.charCodeAt(0) : (codes.get(char) ?? 0x3f)
    if (code > 0xff) bytes.push(code >> 8)
    bytes.push(code & 0xff)
  }
  return Buffer.from(bytes)
}

/** The text of bytes; null when they are not of the encoding. A mark at the beginning is no text. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string | null {
  return decodeOrNull(new TextDecoder(encoding, { fatal: true }), bytes)
}
