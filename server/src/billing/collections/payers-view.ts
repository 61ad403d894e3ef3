import type { billing as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'

type Bill = ResponseOf<typeof contract.readHousehold>['bills'][number]

/** Who owes each of the bills of a home, and what that person is to the home today; by the bills' ids. */
export async function readPayers(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  billIds: readonly string[],
): Promise<Map<string, Pick<Bill, 'payerId' | 'payerIs'>>> {
  const { rows } = await sql<{ id: string; payerId: string | null; payerIs: Bill['payerIs'] }>`
    select w.id, w.payer_id, case when w.payer_name is null then 'unknown' when h.kind is null then 'other'
      else case when h.is_there then '' else 'former-' end || case h.kind when 'owner' then 'owner' when 'tenant' then 'tenant' else 'occupant' end
      end as payer_is
    from (select b.id, b.payer_name, ${personNow(actor, sql`b.payer_person_id`)} as payer_id from billing.bill b
      where b.tenant_id = ${tenantOf(actor)}::uuid and b.id = any(${[...billIds]}::uuid[])) w
    left join lateral (
      select o.kind, o.to_on is null or o.to_on >= ${today()}::date as is_there from registry.public_occupancy o
      where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = ${premisesId}::uuid
        and ${personNow(actor, sql`o.person_id`)} = w.payer_id and o.from_on <= ${today()}::date
      order by 2 desc, o.kind <> 'owner', o.kind <> 'tenant' limit 1) h on true`.execute(billing(tx))
  return new Map(rows.map(({ id, payerId, payerIs }) => [id, { payerId, payerIs }]))
}

/** Who owns, rents or lives in a home today, as known now. */
export async function readPeopleIds(tx: Tx, actor: Actor, premisesId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct ${personNow(actor, sql`o.person_id`)} as person_id from registry.public_occupancy o
    where o.tenant_id = ${tenantOf(actor)}::uuid and o.premises_id = ${premisesId}::uuid
      and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)`.execute(billing(tx))
  return rows.map(row => row.personId)
}
