import type { metering as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { countUpTo, keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { metering } from '../tables.ts'

export type RoundRow = ResponseOf<typeof contract.listRounds>['items'][number]

const SORTS = {
  month: { by: sql`d.month`, type: 'text' },
  plannedOn: { by: sql`d.planned_on`, type: 'date' },
} as const
const NEWEST_FIRST = '-month'

/** Rounds with how far they are, newest month first. */
export async function listRounds(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listRounds>,
): Promise<ResponseOf<typeof contract.listRounds>> {
  const asked = { ...input, sort: input.sort ?? NEWEST_FIRST }
  const keys = keyset(asked, sql<string>`d.id`, SORTS, NEWEST_FIRST)
  const found = matching(tx, actor, input)
  const rows = await pageRows(withColumns(found), keys, input)
  const total = await countUpTo(metering(tx), found.select('d.id'))
  const page = pageOfRows(asked, rows, total, NEWEST_FIRST)
  return { ...page, items: page.items as unknown as RoundRow[] }
}

function matching(
  tx: Tx,
  actor: Actor,
  { communityId, kind, state, month }: { communityId?: string; kind?: string; state?: string; month?: string },
) {
  return metering(tx)
    .selectFrom('metering.readingRound as d')
    .innerJoin('registry.publicCommunity as c', join =>
      join.onRef('c.tenantId', '=', 'd.tenantId').onRef('c.id', '=', 'd.communityId'),
    )
    .where('d.tenantId', '=', tenantOf(actor))
    .$if(communityId !== undefined, query => query.where('d.communityId', '=', communityId ?? ''))
    .$if(kind !== undefined, query => query.where('d.kind', '=', kind ?? ''))
    .$if(state !== undefined, query => query.where('d.state', '=', state ?? ''))
    .$if(month !== undefined, query => query.where('d.month', '=', month ?? ''))
}

/** Counted by what the actor sees: staff of some buildings have their own share of the round. */
function withColumns(found: ReturnType<typeof matching>) {
  const count = (name: string, which: string) =>
    sql<number>`(select count(*)::int from metering.reading_round_stop s
      join metering.meter m on m.tenant_id = s.tenant_id and m.id = s.meter_id
      left join metering.reading r on r.tenant_id = s.tenant_id and r.round_id = s.round_id and r.meter_id = s.meter_id
        and r.state <> 'rejected' and r.corrects_id is null
      where s.tenant_id = d.tenant_id and s.round_id = d.id and ${sql.raw(which)})`.as(name)
  return found
    .select(['d.id', 'd.communityId', 'c.name as communityName', 'd.kind', 'd.month', 'd.plannedOn', 'd.state'])
    .select(['d.createdAt', 'd.version'])
    .select([
      count('meterCount', 'true'),
      count('readCount', 'r.id is not null'),
      count('flaggedCount', "r.state = 'flagged'"),
      count('approvedCount', "r.state = 'approved'"),
      count('skippedCount', 'r.id is null and s.skipped is not null'),
    ])
}

/** One round. Errors: platform.not_found. */
export async function readRound(tx: Tx, actor: Actor, { roundId }: { roundId: string }): Promise<RoundRow> {
  const row = await withColumns(matching(tx, actor, {}))
    .where('d.id', '=', roundId)
    .executeTakeFirst()
  if (!row) throw refuse.notFound()
  return row as unknown as RoundRow
}
