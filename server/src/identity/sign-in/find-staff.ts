import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { mobileOf, phoneIndexOf } from '../residents/phone.ts'
import { identity } from '../tables.ts'

export interface FoundStaff {
  tenantId: string
  staffId: string
  name: string
  passwordHash: string | null
  /** A one-time password opens until then. */
  passwordUntil: Date | null
  state: string
}

/** The one account of this name or phone, or null when there is none or it is not the only one. */
export async function findStaff(tx: Tx, account: string): Promise<FoundStaff | null> {
  const [name = '', companyCode = null] = account.split('@')
  const mobile = mobileOf(name)
  const phoneIndex = mobile ? phoneIndexOf(mobile) : null
  const { rows } =
    await sql<FoundStaff>`select * from identity.find_staff_sign_in(${name}, ${phoneIndex}, ${companyCode})`.execute(
      identity(tx),
    )
  return rows.length === 1 ? (rows[0] ?? null) : null
}
