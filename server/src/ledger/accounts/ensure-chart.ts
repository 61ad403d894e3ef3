import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { ledger } from '../tables.ts'
import { ACCOUNTS } from './account.ts'

/** Gives the company the accounts of the chart that it does not have yet. Running it again changes nothing, and only looks. */
export async function ensureChart(tx: Tx, actor: Actor): Promise<void> {
  await missingAccounts(tenantOf(actor)).execute(ledger(tx))
}

const CHART = sql.join(
  ACCOUNTS.map(({ code, name, kind }) => sql`(${sql.lit(code)}, ${sql.lit(name)}, ${sql.lit(kind)})`),
)

/** Writes the accounts of the chart that a company does not have yet: a statement of its own, or a part of one that posts. */
export function missingAccounts(tenantId: string): RawBuilder<unknown> {
  return sql`
    insert into ledger.account (tenant_id, code, name, kind)
    select ${tenantId}::uuid, c.* from (values ${CHART}) as c(code, name, kind)
    where (select count(*) from ledger.account where tenant_id = ${tenantId}::uuid) < ${sql.lit(ACCOUNTS.length)}
    on conflict do nothing`
}
