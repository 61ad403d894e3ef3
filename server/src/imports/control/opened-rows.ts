import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import type { SourceRow } from '../kinds/kind.ts'
import { imports } from '../tables.ts'

interface File {
  communityId: string
  sha256: Buffer
}

/**
 * What the rows of a file have become, one by one: part, sheet, row, home, whose debt it is, how much stands in the books, and of debts
 * the item and the year. A debt with a penalty is two of them.
 */
export function openedRows(actor: Actor, { communityId, sha256 }: File): RawBuilder<unknown> {
  return sql`
    select o.part, o.sheet, o.row, p.premises_id, '' as debtor, p.paid_fen as fen,
      '' as item_name, 0 as year
    from imports.opening_row o join payments.public_past_payment p on p.tenant_id = o.tenant_id and p.id = o.object_id
    where ${ofFile(actor, { communityId, sha256 })} and o.part = 'past-payments'
    union all
    select x.part, o.sheet, o.row, b.premises_id, coalesce(b.payer_name, ''), x.fen, b.item_name, extract(year from b.cycle_start)::int
    from imports.opening_row o join billing.public_bill b on b.tenant_id = o.tenant_id and b.id = o.object_id and b.state = 'issued'
    join billing.public_opening_debt d on d.tenant_id = b.tenant_id and d.bill_id = b.id
    cross join lateral (values ('arrears', b.amount_fen), ('penalties', d.penalty_fen)) as x(part, fen)
    where ${ofFile(actor, { communityId, sha256 })} and o.part = 'arrears' and (x.part = 'arrears' or x.fen > 0)
    union all
    select o.part, o.sheet, o.row, m.premises_id, '', m.amount_fen, '', 0
    from imports.opening_row o join billing.public_purse_movement m on m.tenant_id = o.tenant_id and m.id = o.object_id
    where ${ofFile(actor, { communityId, sha256 })} and o.part = 'purses'
    union all
    select o.part, o.sheet, o.row, d.premises_id, '', d.received_fen, '', 0
    from imports.opening_row o join billing.public_deposit d on d.tenant_id = o.tenant_id and d.id = o.object_id
    where ${ofFile(actor, { communityId, sha256 })} and o.part = 'deposits'`
}

function ofFile(actor: Actor, { communityId, sha256 }: File): RawBuilder<unknown> {
  return sql`o.tenant_id = ${tenantOf(actor)}::uuid and o.community_id = ${communityId}::uuid and o.file_sha256 = ${sha256}::bytea`
}

/** Whose a row of a file is: the home, and of a debt the debtor as the bill names him. */
export interface RowOwner {
  premisesId: string
  debtor: string
}

export const rowKey = ({ sheet, row }: SourceRow): string => `${row}\n${sheet}`

/** Whose the rows of a file are, by `rowKey`; asked where they have been written, if only to be rolled back. */
export async function readRowOwners(tx: Tx, actor: Actor, file: File): Promise<ReadonlyMap<string, RowOwner>> {
  const { rows } = await sql<RowOwner & SourceRow>`
    select x.sheet, x.row, x.premises_id as "premisesId", x.debtor from (${openedRows(actor, file)}) as x
    where x.part <> 'penalties'`.execute(imports(tx))
  return new Map(rows.map(row => [rowKey(row), { premisesId: row.premisesId, debtor: row.debtor }]))
}
