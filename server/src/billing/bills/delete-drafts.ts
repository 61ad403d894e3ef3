import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { billing } from '../tables.ts'

/** Removes bills that are drafts still, with their lines, and answers which: one issued or removed meanwhile is left alone. */
export async function deleteDrafts(tx: Tx, actor: Actor, billIds: readonly string[]): Promise<Set<string>> {
  if (billIds.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    with draft as (
      select tenant_id, id from billing.bill
      where tenant_id = ${tenantOf(actor)}::uuid and id = any(${[...billIds]}::uuid[]) and state = 'draft'
      order by id for update
    ), line as (
      delete from billing.bill_line l using draft where l.tenant_id = draft.tenant_id and l.bill_id = draft.id
    )
    delete from billing.bill b using draft where b.tenant_id = draft.tenant_id and b.id = draft.id
    returning b.id`.execute(billing(tx))
  return new Set(rows.map(row => row.id))
}
