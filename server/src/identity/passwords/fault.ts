import type { identity as contract } from '@anju/contract'
import type { z } from 'zod'
import { isCommon } from './guessable-passwords.ts'

export type PasswordRules = z.output<typeof contract.PasswordRules>
export type PasswordFault = z.output<typeof contract.PasswordFault>

const CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{Ll}\p{Lu}\d]/u]

/** What is wrong with a password by the company's rules, or null. Whether it was used before is asked elsewhere. */
export function passwordFault(password: string, rules: PasswordRules, userName: string): PasswordFault | null {
  const written = password.normalize('NFKC')
  if ([...written].length < rules.minLength) return 'short'
  if (CLASSES.filter(kind => kind.test(written)).length < rules.classes) return 'classes'
  if (written.toLowerCase().includes(userName.toLowerCase())) return 'name'
  if (new Set(written).size < 5) return 'plain'
  return isCommon(written) ? 'common' : null
}
