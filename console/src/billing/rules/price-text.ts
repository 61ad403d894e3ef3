/** A price without the zeros that say nothing, but never with fewer than two decimals: `2.8500` is 2.85, `80.0000` is 80.00. */
export function priceText(price: string): string {
  const [whole = '0', decimals = ''] = price.split('.')
  return `${whole}.${decimals.replace(/0+$/, '').padEnd(2, '0')}`
}
