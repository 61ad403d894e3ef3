const PLAIN = /^\d{1,10}(\.\d{0,2})?$|^\.\d{1,2}$/
const GROUPED = /^\d{1,3}(,\d{3}){1,3}(\.\d{0,2})?$/

/**
 * An amount as somebody types it, in integer fen: `1234.5` and `1,234.50` are 123450. Full-width digits, the Chinese full stop that
 * an input method leaves behind, a ¥ and blanks are understood. Digit by digit, never through a float. null for anything else,
 * also for a third decimal: there is no smaller coin to round to.
 */
export function parseYuan(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll('。', '.')
    .replace(/[¥元\s]/g, '')
  if (!PLAIN.test(plain) && !GROUPED.test(plain)) return null
  const [yuan = '', fen = ''] = plain.replaceAll(',', '').split('.')
  return Number(`${yuan}${fen.padEnd(2, '0')}`)
}
