/**
 * Decimal text rounded to at most so many decimals, half away from zero, without zeros at its end: `('12.350', 1)` is `12.4`. Exact for
 * any length; a number in between would not be.
 */
export function roundDecimal(decimal: string, places: number): string {
  const [whole = '', part = ''] = decimal.replace('-', '').split('.')
  const kept = BigInt(`${whole}${part.slice(0, places).padEnd(places, '0')}`)
  const rounded = part.charAt(places) >= '5' ? kept + 1n : kept
  if (rounded === 0n) return '0'
  const digits = String(rounded).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '')
  return decimal.startsWith('-') ? `-${text}` : text
}
