/** Text as banks write it. Pure. */
import iconv from 'iconv-lite'

export type Encoding = 'gbk' | 'utf-8'

const QUESTION_MARK = 0x3f

/** The characters of a text that the encoding has no code for, each once. */
export function unwritable(text: string, encoding: Encoding): string[] {
  if (encoding === 'utf-8') return []
  const odd = [...text].filter(char => char > '\u007f' && iconv.encode(char, encoding)[0] === QUESTION_MARK)
  return [...new Set(odd)]
}

/** The bytes of a text; a character without a code becomes a question mark (ask `unwritable` first). */
export function encodeText(text: string, encoding: Encoding): Buffer {
  return iconv.encode(text, encoding)
}

/** The text of bytes; null when they are not of the encoding. A mark at the beginning is no text. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string | null {
  // The platform's reader says what it cannot read; that of iconv-lite puts something in its place.
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
