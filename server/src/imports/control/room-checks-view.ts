import type { imports as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import type { ControlPart } from './control-total.ts'
import { openedRows } from './opened-rows.ts'

type Answer = ResponseOf<typeof contract.listRoomChecks>

const TOP_ROOMS = 20
const BY_LOT = 0.05
const MOST_SHOWN = 1000
const MOST_DEBTORS = 50_000

interface Line {
  premisesId: string
  premisesLabel: string
  debtor: string
  part: ControlPart
  beforeCount: number
  beforeFen: bigint
  afterCount: number
  afterFen: bigint
}

/**
 * Opening balances home by home, the file against the books (domain.md §8, checklist 9): all lines are compared; shown are those that differ,
 * the homes with the largest amounts, and one in twenty by a lot that is drawn from the import's id, so that it falls the same each time.
 * Errors: platform.not_found, imports.not_committed.
 */
export async function listRoomChecks(tx: Tx, actor: Actor, { importId }: { importId: string }): Promise<Answer> {
  const lines = await linesOf(tx, actor, importId)
  const { rows } = await sql<
    Line & { picked: 'differs' | 'top' | 'random' } & Record<'rooms' | 'debtors' | 'differing' | 'shown', number>
  >`
    with line as materialized (${lines}),
    room as (
      select premises_id, row_number() over (order by sum(abs(before_fen)) desc, premises_id) as by_size,
        row_number() over (order by md5(${importId}::text || premises_id::text)) as by_lot, count(*) over () as rooms
      from line group by premises_id),
    picked as (
      select l.*, r.rooms, r.by_size, case when l.before_count <> l.after_count or l.before_fen <> l.after_fen then 'differs'
        when r.by_size <= ${TOP_ROOMS} then 'top' when r.by_lot <= ceil(r.rooms * ${BY_LOT}::numeric) then 'random' end as picked
      from line l join room r using (premises_id)),
    counted as (
      select count(distinct (premises_id, debtor)) filter (where part = 'arrears') as debtors,
        count(*) filter (where picked = 'differs') as differing, count(distinct premises_id) filter (where picked is not null) as shown
      from picked)
    select p.premises_id as "premisesId", coalesce(h.label, '') as "premisesLabel", p.debtor, p.part, p.picked,
      p.before_count as "beforeCount", p.before_fen as "beforeFen", p.after_count as "afterCount", p.after_fen as "afterFen",
      p.rooms::int as rooms, c.debtors::int as debtors, c.differing::int as differing, c.shown::int as shown
    from picked p cross join counted c
    left join registry.public_premises h on h.tenant_id = ${tenantOf(actor)}::uuid and h.id = p.premises_id
    where p.picked is not null
    order by p.picked = 'differs' desc, p.by_size, p.part, p.debtor limit ${MOST_SHOWN}`.execute(imports(tx))
  const [first] = rows
  return {
    items: rows.map(({ premisesId, premisesLabel, debtor, part, picked, ...row }) => ({
      ...{ premisesId, premisesLabel, debtor, part, picked },
      before: { count: row.beforeCount, amountFen: row.beforeFen },
      after: { count: row.afterCount, amountFen: row.afterFen },
      differenceFen: row.afterFen - row.beforeFen,
    })),
    ...{ roomCount: first?.rooms ?? 0, pickedCount: first?.shown ?? 0 },
    ...{ debtorCount: first?.debtors ?? 0, differences: first?.differing ?? 0 },
  }
}

/** Every debtor of the file with what is owing, file and books, largest first: the listing that goes with the signed sheet. */
export async function listDebtors(tx: Tx, actor: Actor, importId: string): Promise<Line[]> {
  const { rows } = await sql<Line>`
    select l.premises_id as "premisesId", coalesce(h.label, '') as "premisesLabel", l.debtor, l.part, l.before_count as "beforeCount",
      l.before_fen as "beforeFen", l.after_count as "afterCount", l.after_fen as "afterFen"
    from (${await linesOf(tx, actor, importId, false)}) as l
    left join registry.public_premises h on h.tenant_id = ${tenantOf(actor)}::uuid and h.id = l.premises_id
    where l.part = 'arrears' order by l.before_fen desc, h.label, l.debtor limit ${MOST_DEBTORS}`.execute(imports(tx))
  return rows
}

/** The kept totals of the file beside the same measured in the books; nothing of an import that was planned before they were kept. */
async function linesOf(tx: Tx, actor: Actor, importId: string, written = true) {
  const tenantId = tenantOf(actor)
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select(['state', 'communityId', 'fileSha256'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', importId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  if (written && found.state !== 'committed') throw refuse.notCommitted()
  const file = { communityId: found.communityId, sha256: found.fileSha256 ?? Buffer.alloc(0) }
  return sql`
    select premises_id, debtor, part, coalesce(b.count, 0) as before_count, coalesce(b.amount_fen, 0)::bigint as before_fen,
      coalesce(a.count, 0) as after_count, coalesce(a.fen, 0)::bigint as after_fen
    from (select t.premises_id, t.debtor, t.part, sum(t.count)::int as count, sum(t.amount_fen)::bigint as amount_fen from imports.room_total t
      where t.tenant_id = ${tenantId}::uuid and t.import_id = ${importId}::uuid group by 1, 2, 3) as b
    full join (select x.premises_id, x.debtor, x.part, count(*)::int as count, sum(x.fen)::bigint as fen
      from (${openedRows(actor, file)}) as x group by 1, 2, 3) as a using (premises_id, debtor, part)
    where exists (select from imports.room_total t where t.tenant_id = ${tenantId}::uuid and t.import_id = ${importId}::uuid)`
}
