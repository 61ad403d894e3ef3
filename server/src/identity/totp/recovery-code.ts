import { randomInt } from 'node:crypto'
import { blindIndex } from '../../platform/seal.ts'

const SIGNS = 'ABCDEFGHJKMNPQRSTVWXYZ23456789'
const HOW_MANY = 10

/** Ten codes of ten signs, about 49 bits each, to be kept on paper. */
export function makeRecoveryCodes(): string[] {
  const group = () => Array.from({ length: 5 }, () => SIGNS[randomInt(SIGNS.length)]).join('')
  return Array.from({ length: HOW_MANY }, () => `${group()}-${group()}`)
}

/** What the database knows a code by, however it was typed; the same code of two accounts is two hashes. */
export function recoveryCodeHash(staffId: string, code: string): Buffer {
  return blindIndex('recovery-code', `${staffId} ${code.toUpperCase().replace(/[^A-Z0-9]/g, '')}`)
}
