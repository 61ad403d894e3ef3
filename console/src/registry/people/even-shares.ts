const PLACES = 8
const WHOLE = 10 ** PLACES

/** Equal shares that make exactly 1: the last ones take what is left of the eighth decimal. */
export function evenShares(count: number): string[] {
  const part = Math.floor(WHOLE / count)
  const rest = WHOLE - part * count
  return Array.from({ length: count }, (_, index) => shareText(index < count - rest ? part : part + 1))
}

function shareText(units: number): string {
  if (units === WHOLE) return '1'
  return `0.${String(units).padStart(PLACES, '0')}`.replace(/0+$/, '')
}
