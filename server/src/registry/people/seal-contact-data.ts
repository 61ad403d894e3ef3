import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { seal } from '../../platform/seal.ts'
import { registry } from '../tables.ts'
import { emailIndexOf } from './contact-data.ts'

const BATCH = 1000

/**
 * Seals e-mail and address of people that were written before these were sealed, and empties the plain columns: at most a thousand a call.
 * Again changes nothing. Answers how many (docs/decisions/0013).
 */
export async function sealContactData(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ id: string; email: string | null; postalAddress: string | null }>`
    select id, email, postal_address from registry.person where tenant_id = ${tenantOf(actor)} and (email is not null or postal_address is not null)
    order by id limit ${BATCH} for update skip locked`.execute(registry(tx))
  if (rows.length === 0) return 0
  const email = rows.map(row => row.email)
  await sql`
    update registry.person n set email = null, postal_address = null, email_sealed = coalesce(r.email, n.email_sealed),
      email_index = coalesce(r.index, n.email_index), postal_address_sealed = coalesce(r.address, n.postal_address_sealed)
    from unnest(${rows.map(row => row.id)}::uuid[], ${email.map(text => (text === null ? null : seal(text)))}::bytea[],
      ${email.map(text => (text === null ? null : emailIndexOf(text)))}::bytea[],
      ${rows.map(row => (row.postalAddress === null ? null : seal(row.postalAddress)))}::bytea[]) as r(id, email, index, address)
    where n.tenant_id = ${tenantOf(actor)} and n.id = r.id`.execute(registry(tx))
  return rows.length
}

/** Every five minutes, until nothing is plain; then an empty index is looked at. */
export const sealPlainContactData = defineCron('registry.sealContactData', { everyMinutes: 5 }, async (tx, actor) => {
  for (let done = 0; done < 20 * BATCH; ) {
    const sealed = await sealContactData(tx, actor)
    if (sealed < BATCH) return
    done += sealed
  }
})
