import { sql } from 'kysely'
import { ANONYMOUS } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import { type Database, inTransaction } from '../../platform/db.ts'
import { payments } from '../tables.ts'
import { tokenOf } from './verification.ts'
import { type VerifiedReceipt, verifyPage } from './verify-page.ts'

/**
 * The page behind the QR code of a receipt, for anybody who holds its paper: number, day, masked payer, amount, valid or void.
 * What is no token, or nobody's, gets a page that says so; `found` tells them apart.
 */
export async function verifyReceipt(db: Database, text: string): Promise<{ found: boolean; page: string }> {
  const token = tokenOf(text)
  const receipt = token === null ? null : await findReceipt(db, token)
  return { found: receipt !== null, page: verifyPage(receipt, now()) }
}

/** Asked past the walls by the one function that may; the token is the authority. */
function findReceipt(db: Database, token: string): Promise<VerifiedReceipt | null> {
  return inTransaction(
    db,
    ANONYMOUS,
    async tx => {
      const { rows } = await sql<VerifiedReceipt>`
        select number, company_name, community_name, payer_name, amount_fen, issued_at, voided_at, replaced_by
        from payments.find_receipt(${token}::uuid)`.execute(payments(tx))
      return rows[0] ?? null
    },
    { readOnly: true },
  )
}
