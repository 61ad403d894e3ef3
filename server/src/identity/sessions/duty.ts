import type { identity as contract } from '@anju/contract'
import type { z } from 'zod'
import { isSensitive } from '../roles/rights.ts'

export type Duty = z.output<typeof contract.Duty>
export type TotpFor = 'nobody' | 'sensitive' | 'everybody'

interface Standing {
  mustChangePassword: boolean
  passwordChangedAt: Date
  hasTotp: boolean
  permissions: Iterable<string>
  /** The company's rules; 0 days is no limit. */
  maxAgeDays: number
  totpFor: TotpFor
}

const DAY_MS = 24 * 3600 * 1000

/** What an account has to do before anything else opens, in this order. */
export function dutiesOf(standing: Standing, at: Date): Duty[] {
  const expiresAt = passwordExpiry(standing.passwordChangedAt, standing.maxAgeDays)
  const duties: Duty[] = []
  if (standing.mustChangePassword || (expiresAt !== null && expiresAt <= at)) duties.push('change-password')
  if (!standing.hasTotp && needsTotp(standing.totpFor, standing.permissions)) duties.push('enrol-totp')
  return duties
}

/** When a password has to be changed; null: never. */
export function passwordExpiry(changedAt: Date, maxAgeDays: number): Date | null {
  return maxAgeDays === 0 ? null : new Date(changedAt.getTime() + maxAgeDays * DAY_MS)
}

/** Whether who holds these permissions must have a second factor. */
export function needsTotp(totpFor: TotpFor, permissions: Iterable<string>): boolean {
  return totpFor === 'everybody' || (totpFor === 'sensitive' && [...permissions].some(isSensitive))
}
