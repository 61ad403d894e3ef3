/**
 * The digits of a mainland mobile number in whatever was typed or pasted: spaces, dashes, +86 and 0086 fall away,
 * and nothing beyond 11 digits stays.
 */
export function phoneDigits(raw: string): string {
  const digits = raw.replaceAll(/\D/g, '')
  return digits.replace(/^(?:0086|86)(?=1\d{10})/, '').slice(0, 11)
}

/** `13800138000` as people read it: `138 0013 8000`; also while it is still being typed. */
export function spacedPhone(digits: string): string {
  return [digits.slice(0, 3), digits.slice(3, 7), digits.slice(7)].filter(Boolean).join(' ')
}

/** Whether it is a whole mainland mobile number. */
export function isPhone(digits: string): boolean {
  return /^1[3-9]\d{9}$/.test(digits)
}
