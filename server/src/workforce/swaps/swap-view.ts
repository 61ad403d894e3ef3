import type { workforce as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { keyset, pageOfRows, pageRows, type SortColumn } from '../../platform/page.ts'
import { addDays } from '../../platform/period.ts'
import { myEmployee, publishedDuties } from '../rota/rota-view.ts'
import { workforce } from '../tables.ts'

export type Swap = ResponseOf<typeof contract.listSwaps>['items'][number]

const SORTS: Record<string, SortColumn> = {
  askedAt: { by: sql`w.asked_at`, type: 'timestamptz' },
  state: {
    by: sql`array_position(array['accepted', 'asked', 'approved', 'declined', 'refused', 'withdrawn'], w.state)`,
    type: 'int',
  },
  askerDay: { by: sql`w.asker_day`, type: 'date' },
}

function swaps(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.swap as w')
    .innerJoin('workforce.employee as a', join =>
      join.onRef('a.tenantId', '=', 'w.tenantId').onRef('a.id', '=', 'w.askerId'),
    )
    .innerJoin('workforce.employee as p', join =>
      join.onRef('p.tenantId', '=', 'w.tenantId').onRef('p.id', '=', 'w.partnerId'),
    )
    .innerJoin('workforce.team as t', join =>
      join.onRef('t.tenantId', '=', 'w.tenantId').onRef('t.id', '=', 'w.teamId'),
    )
    .innerJoin('workforce.shift as s', join =>
      join.onRef('s.tenantId', '=', 'w.tenantId').onRef('s.id', '=', 'w.askerShiftId'),
    )
    .leftJoin('workforce.shift as q', join =>
      join.onRef('q.tenantId', '=', 'w.tenantId').onRef('q.id', '=', 'w.partnerShiftId'),
    )
    .where('w.tenantId', '=', tenantOf(actor))
}

function withColumns(query: ReturnType<typeof swaps>) {
  return query.select([
    ...(['w.id', 'w.askerId', 'a.name as askerName', 'w.askerDay', 's.name as askerShift', 'w.partnerId'] as const),
    ...(['p.name as partnerName', 'w.partnerDay', 'q.name as partnerShift', 't.name as teamName', 'w.reason'] as const),
    ...(['w.askedAt', 'w.decidedAt', 'w.decidedBy', 'w.note'] as const),
    sql<Swap['state']>`w.state`.as('state'),
  ])
}

/** Swaps asked for, those that wait for a decision first. */
export async function listSwaps(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listSwaps>,
): Promise<ResponseOf<typeof contract.listSwaps>> {
  const { communityId, teamId, state } = input
  const keys = keyset(input, sql<string>`w.id`, SORTS, 'state')
  const matching = swaps(tx, actor)
    .$if(communityId !== undefined, query => query.where('w.communityId', '=', communityId ?? ''))
    .$if(teamId !== undefined, query => query.where('w.teamId', '=', teamId ?? ''))
    .$if(state !== undefined, query => query.where('w.state', '=', state ?? ''))
  const rows = await pageRows(withColumns(matching), keys, input)
  const { count } = await matching.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  return pageOfRows(input, rows, count, 'state')
}

/** One swap; otherwise not found. */
export async function readSwap(tx: Tx, actor: Actor, swapId: string): Promise<Swap> {
  const row = await withColumns(swaps(tx, actor)).where('w.id', '=', swapId).executeTakeFirst()
  if (!row) throw platformRefuse.notFound()
  return row
}

/** Swaps that I asked for, and that I am asked for, newest first. */
export async function listMySwaps(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listMySwaps>> {
  const me = await myEmployee(tx, actor)
  if (!me) return { items: [] }
  const items = await withColumns(swaps(tx, actor))
    .where(eb => eb.or([eb('w.askerId', '=', me.id), eb('w.partnerId', '=', me.id)]))
    .orderBy('w.askedAt', 'desc')
    .limit(100)
    .execute()
  return { items }
}

const AROUND_DAYS = 14

/** Colleagues of my team who could take a duty of mine, each with published duties of the days around it. */
export async function listSwapPartners(
  tx: Tx,
  actor: Actor,
  { dutyId }: RequestOf<typeof contract.listSwapPartners>,
): Promise<ResponseOf<typeof contract.listSwapPartners>> {
  const me = await myEmployee(tx, actor)
  const duty = me && (await myDuty(tx, actor, me.id, dutyId))
  if (!me || !duty) throw platformRefuse.notFound()
  const colleagues = await workforce(tx)
    .selectFrom('workforce.employee')
    .select(['id', 'name'])
    .where('tenantId', '=', tenantOf(actor))
    .where('teamId', '=', duty.teamId)
    .where('postId', '=', me.postId)
    .where('id', '<>', me.id)
    .where('employedFrom', '<=', duty.day)
    .where(sql<boolean>`(employed_to is null or employed_to >= ${duty.day}::date)`)
    .orderBy('number')
    .execute()
  const from = addDays(duty.day, -AROUND_DAYS)
  const range = { from: from > today() ? from : addDays(today(), 1), to: addDays(duty.day, AROUND_DAYS) }
  const ids = colleagues.map(colleague => colleague.id)
  const duties = ids.length > 0 ? await publishedDuties(tx, actor, ids, range) : []
  return {
    items: colleagues.map(({ id, name }) => {
      const own = duties.filter(each => each.employeeId === id)
      return {
        ...{ employeeId: id, name, busy: own.some(each => each.day === duty.day) },
        duties: own.map(each => ({
          ...{ id: each.id, day: each.day, shiftName: each.shiftName, startsAt: each.startsAt, endsAt: each.endsAt },
        })),
      }
    }),
  }
}

/** A published duty of an employee by its id. */
export async function myDuty(tx: Tx, actor: Actor, employeeId: string, dutyId: string) {
  return workforce(tx)
    .selectFrom('workforce.duty as d')
    .innerJoin('workforce.rota as r', join =>
      join
        .onRef('r.tenantId', '=', 'd.tenantId')
        .onRef('r.teamId', '=', 'd.teamId')
        .on(sql<boolean>`r.month = to_char(d.day, 'YYYY-MM')`),
    )
    .select(['d.id', 'd.day', 'd.shiftId', 'd.teamId', 'd.communityId', 'd.startsAt', 'd.endsAt'])
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.employeeId', '=', employeeId)
    .where('d.id', '=', dutyId)
    .where('r.publishedAt', 'is not', null)
    .executeTakeFirst()
}
