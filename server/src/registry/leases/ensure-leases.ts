import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { leaseEnding, leasesChanged } from '../events.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { registry } from '../tables.ts'
import { tidyRent } from './lease.ts'

export interface LeaseInput {
  /** Unique in the company: a lease of this number that is there stays as it is. */
  number: string
  premisesIds: string[]
  landlordIds: string[]
  tenantIds: string[]
  /** Null: a draft. */
  signedOn: string | null
  fromOn: string
  toOn: string
  rentKind: 'fixed' | 'area-day'
  /** Of a fixed rent, for each period. */
  rentFen: bigint | null
  rentPeriod: 'month' | 'quarter' | 'year'
  /** Yuan for each square metre and day, with at most four decimals. */
  unitPrice: string | null
  areaM2: string | null
  payEveryMonths?: 1 | 2 | 3 | 6 | 12
  paymentDay?: number
  depositFen?: bigint
  purpose?: string
  notes?: string
}

/** Why a lease was not written: its number is there, or some of its premises are let on some of these days (or twice in the list). */
export interface LeftOut {
  number: string
  reason: 'number' | 'let' | 'elsewhere'
}

/**
 * Writes many leases of a community down, signed or as drafts, with their tenants as occupants. Set-based; what is there already
 * stays as recorded, so a second time nothing is new. The caller has checked people and rents. Answers how many are new, with their
 * ids by number, and what was left out and why (`elsewhere`: premises that are none of this community, or parking).
 */
async function ensureLeases(
  tx: Tx,
  actor: Actor,
  communityId: string,
  leases: LeaseInput[],
): Promise<{ created: number; idByNumber: Map<string, string>; leftOut: LeftOut[] }> {
  const wanted = leases.map(lease => ({ ...tidyRent(lease), id: newId() }))
  const reasons = await reasonsAgainst(tx, actor, communityId, wanted)
  const fresh = wanted.filter(lease => !reasons.has(lease.id))
  const leftOut = wanted.flatMap(({ id, number }) => {
    const reason = reasons.get(id)
    return reason ? [{ number, reason }] : []
  })
  if (fresh.length > 0) {
    await insertLeases(tx, actor, communityId, fresh)
    const signed = fresh.filter(lease => lease.signedOn !== null)
    await ensureOccupancies(
      tx,
      actor,
      signed.flatMap(({ premisesIds, tenantIds, fromOn, toOn }) =>
        premisesIds.flatMap(premisesId =>
          tenantIds.map(personId => ({ premisesId, personId, kind: 'tenant' as const, fromOn, toOn })),
        ),
      ),
      { follows: () => true },
    )
    await publish(tx, leasesChanged, { communityId, leaseId: null, count: fresh.length })
  }
  return { created: fresh.length, idByNumber: new Map(fresh.map(lease => [lease.number, lease.id])), leftOut }
}

type Wanted = LeaseInput & { id: string }

/** Why leases cannot be written, by id; of two in the list that do not go together, the later is left out. */
async function reasonsAgainst(
  tx: Tx,
  actor: Actor,
  communityId: string,
  wanted: readonly Wanted[],
): Promise<Map<string, LeftOut['reason']>> {
  const tenantId = tenantOf(actor)
  const lets = wanted.flatMap(({ id, premisesIds, fromOn, toOn, signedOn }, order) =>
    premisesIds.map(premisesId => ({ id, premisesId, fromOn, toOn, order, signed: signedOn !== null })),
  )
  const { rows } = await sql<{ id: string; reason: LeftOut['reason'] }>`
    with wanted as (select * from unnest(${wanted.map(w => w.id)}::uuid[], ${wanted.map(w => w.number)}::text[], ${[...wanted.keys()]}::int[]) as r(id, number, place)),
    lets as (select * from unnest(${lets.map(t => t.id)}::uuid[], ${lets.map(t => t.premisesId)}::uuid[], ${lets.map(t => t.fromOn)}::date[],
      ${lets.map(t => t.toOn)}::date[], ${lets.map(t => t.order)}::int[], ${lets.map(t => t.signed)}::boolean[]) as r(id, premises_id, from_on, to_on, place, signed))
    select w.id, 'number' as reason from wanted w where exists (select 1 from registry.lease l where l.tenant_id = ${tenantId} and l.number = w.number
        and (l.ended_on is null or l.ended_on >= l.from_on))
      or exists (select 1 from wanted e where e.number = w.number and e.place < w.place)
    union all
    select t.id, 'elsewhere' from lets t left join registry.premises p on p.tenant_id = ${tenantId} and p.id = t.premises_id
      where p.id is null or p.community_id <> ${communityId} or p.use = 'parking'
    union all
    select t.id, 'let' from lets t where t.signed and (exists (select 1 from registry.leased_premises x where x.tenant_id = ${tenantId}
        and x.premises_id = t.premises_id and x.days && daterange(t.from_on, t.to_on, '[]'))
      or exists (select 1 from lets e where e.premises_id = t.premises_id and e.signed and e.place < t.place
        and daterange(e.from_on, e.to_on, '[]') && daterange(t.from_on, t.to_on, '[]')))`.execute(registry(tx))
  return new Map(rows.map(row => [row.id, row.reason]))
}

async function insertLeases(tx: Tx, actor: Actor, communityId: string, rows: readonly Wanted[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    insert into registry.lease (tenant_id, id, community_id, number, signed_on, from_on, to_on, rent_kind, rent_fen, rent_period, unit_price, area_m2,
      pay_every_months, payment_day, deposit_fen, purpose, notes, reminded_on, created_at, created_by_name)
    select ${tenantId}, r.id, ${communityId}, r.number, r.signed_on, r.from_on, r.to_on, r.rent_kind, r.rent_fen, r.rent_period, r.unit_price, r.area_m2,
      r.pay_every, r.payment_day, r.deposit_fen, r.purpose, r.notes, case when r.to_on < ${today()}::date then r.to_on end, ${now()}, ${actor.name}
    from unnest(${rows.map(r => r.id)}::uuid[], ${rows.map(r => r.number)}::text[], ${rows.map(r => r.signedOn)}::date[],
      ${rows.map(r => r.fromOn)}::date[], ${rows.map(r => r.toOn)}::date[], ${rows.map(r => r.rentKind)}::text[],
      ${rows.map(r => r.rentFen?.toString() ?? null)}::bigint[], ${rows.map(r => r.rentPeriod)}::text[], ${rows.map(r => r.unitPrice)}::numeric[],
      ${rows.map(r => r.areaM2)}::numeric[], ${rows.map(r => r.payEveryMonths ?? 1)}::int[], ${rows.map(r => r.paymentDay ?? 1)}::int[],
      ${rows.map(r => (r.depositFen ?? 0n).toString())}::bigint[], ${rows.map(r => r.purpose ?? '')}::text[], ${rows.map(r => r.notes ?? '')}::text[])
      as r(id, number, signed_on, from_on, to_on, rent_kind, rent_fen, rent_period, unit_price, area_m2, pay_every, payment_day, deposit_fen, purpose, notes)`.execute(
    registry(tx),
  )
  const parties = rows.flatMap(({ id, landlordIds, tenantIds }) => [
    ...landlordIds.map((personId, position) => ({ id, role: 'landlord', personId, position })),
    ...tenantIds.map((personId, position) => ({ id, role: 'tenant', personId, position })),
  ])
  await sql`insert into registry.lease_party (tenant_id, lease_id, role, person_id, community_id, position)
    select ${tenantId}, r.id, r.role, r.person_id, ${communityId}, r.position from unnest(${parties.map(p => p.id)}::uuid[],
      ${parties.map(p => p.role)}::text[], ${parties.map(p => p.personId)}::uuid[], ${parties.map(p => p.position)}::int[]) as r(id, role, person_id, position)
    on conflict do nothing`.execute(registry(tx))
  const lets = rows.flatMap(({ id, premisesIds, signedOn, fromOn, toOn }) =>
    [...new Set(premisesIds)].map(premisesId => ({ id, premisesId, fromOn: signedOn === null ? null : fromOn, toOn })),
  )
  await sql`insert into registry.leased_premises (tenant_id, lease_id, premises_id, community_id, days)
    select ${tenantId}, r.id, r.premises_id, ${communityId}, case when r.from_on is null then 'empty'::daterange else daterange(r.from_on, r.to_on, '[]') end
    from unnest(${lets.map(t => t.id)}::uuid[], ${lets.map(t => t.premisesId)}::uuid[], ${lets.map(t => t.fromOn)}::date[],
      ${lets.map(t => t.toOn)}::date[]) as r(id, premises_id, from_on, to_on)`.execute(registry(tx))
}

/** Writing many leases, and the event that one ends soon, under one name for the modules to the right. */
export const leases = { ensureLeases, leaseEnding }
