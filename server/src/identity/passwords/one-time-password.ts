import { randomInt } from 'node:crypto'

/** Without letters and digits that are mistaken for each other when a password is read out. */
const SMALL = 'abcdefghijkmnpqrstuvwxyz'
const LARGE = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const DIGITS = '23456789'

const one = (signs: string) => signs[randomInt(signs.length)] ?? ''

/** A password for somebody else to be changed at once: three groups of five, about 80 bits, easy to read out. */
export function makePassword(): string {
  const all = SMALL + LARGE + DIGITS
  const group = () => [one(SMALL), one(LARGE), one(DIGITS), one(all), one(all)].join('')
  return [group(), group(), group()].join('-')
}

/** How long a password that somebody else gave opens the door. */
export const ONE_TIME_LIVES_MS = 72 * 3600 * 1000
