import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { type NoticeInput, notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineManualJob } from '../../platform/jobs.ts'
import { fenToYuan } from '../../platform/money.ts'
import { personNow } from '../bills/person-now.ts'
import { billing } from '../tables.ts'
import { lockRun } from './generate-bills.ts'

const HOUSEHOLDS = 1000
/** A run that was issued longer ago (a queue that stood still, months that are entered later) is no news. */
const NEWS_MS = 7 * 24 * 3600 * 1000

/**
 * One notice per home and payer of what a run issued: how many bills are open and how much of them, after prepaid money paid its part, so it is
 * worked after `billing.offsetBillRun`; or that prepaid money paid everything. In chunks, a transaction each; the run remembers
 * which home was told last, so that nobody is told twice.
 */
export const tellHouseholds = defineManualJob(
  'billing.tellHouseholds',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    while (await door.run(tx => tellNext(tx, actor, billRunId)));
  },
)

/** Tells the next homes; whether there may be more. Homes of which nothing is said count as told. */
async function tellNext(tx: Tx, actor: Actor, billRunId: string): Promise<boolean> {
  const run = await lockRun(tx, actor, billRunId)
  if (run?.state !== 'issued' || (run.issuedAt && now().getTime() - run.issuedAt.getTime() > NEWS_MS)) return false
  const { rows: homes } = await sql<{ premisesId: string }>`
    select distinct premises_id from billing.bill
    where tenant_id = ${tenantOf(actor)}::uuid and bill_run_id = ${billRunId}::uuid and ${IS_NEWS}
      and premises_id > coalesce(${run.toldAfter}::uuid, '00000000-0000-0000-0000-000000000000')
    order by premises_id limit ${HOUSEHOLDS}`.execute(billing(tx))
  const last = homes.at(-1)?.premisesId
  if (last === undefined) return false
  const news = await readNews(
    tx,
    actor,
    billRunId,
    homes.map(home => home.premisesId),
  )
  await notify(
    tx,
    actor,
    news.flatMap(one => noticeOf(one) ?? []),
  )
  await billing(tx)
    .updateTable('billing.billRun')
    .set({ toldAfter: last })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', billRunId)
    .execute()
  return homes.length === HOUSEHOLDS
}

/** What a run issued to be paid; a debt that was taken over is none, and what a correction gives back is told by the correction. */
const IS_NEWS = sql`state = 'issued' and amount_fen > 0 and voided_at is null and kind <> 'opening'`

interface News {
  premisesId: string
  /** null: nobody is named, and whoever is somebody in the home is told. */
  payerNow: string | null
  /** The payer and who shares the home with them today. */
  personIds: string[]
  openCount: number
  openFen: bigint
  /** Of the bills that are open. */
  dueOn: string | null
  pursePaidCount: number
  pursePaidFen: bigint
}

async function readNews(tx: Tx, actor: Actor, billRunId: string, premisesIds: readonly string[]): Promise<News[]> {
  const tenantId = tenantOf(actor)
  const { rows } = await sql<News>`
    with b as (
      select premises_id, ${personNow(actor, sql`bill.payer_person_id`)} as payer_now, due_on, amount_fen - settled_fen as open_fen,
        (select coalesce(sum(s.amount_fen), 0) from billing.settlement s
          where s.tenant_id = bill.tenant_id and s.bill_id = bill.id and s.source_kind = 'purse') as purse_fen
      from billing.bill
      where tenant_id = ${tenantId}::uuid and bill_run_id = ${billRunId}::uuid and ${IS_NEWS}
        and premises_id = any(${[...premisesIds]}::uuid[])
    ), g as (
      select premises_id, payer_now, count(*) filter (where open_fen > 0)::int as open_count, sum(open_fen)::bigint as open_fen,
        min(due_on) filter (where open_fen > 0) as due_on, count(*) filter (where purse_fen > 0)::int as purse_paid_count,
        sum(purse_fen)::bigint as purse_paid_fen
      from b group by premises_id, payer_now
    )
    select g.*, array(select g.payer_now where g.payer_now is not null union ${sharers(tenantId)}) as person_ids
    from g order by g.premises_id, g.payer_now`.execute(billing(tx))
  return rows
}

/**
 * Who is in the payer's home today as the payer is: the owners for an owner, the tenants for a tenant, and their families. Nobody when
 * the payer is not there any more, so that a buyer does not read what the former owner owes (as on the bills themselves).
 */
function sharers(tenantId: string): RawBuilder<unknown> {
  const here = (occupancy: string) => {
    const o = sql.raw(occupancy)
    return sql`${o}.tenant_id = ${tenantId}::uuid and ${o}.premises_id = g.premises_id and ${o}.from_on <= ${today()}::date
      and (${o}.to_on is null or ${o}.to_on >= ${today()}::date)`
  }
  return sql`select o.person_id from registry.public_occupancy p
    join registry.public_occupancy o on ${here('o')} and o.kind in (p.kind, 'family')
    where ${here('p')} and p.person_id = g.payer_now`
}

/** Nothing where the bills were settled otherwise since: at the counter, by a waiver, by what they correct. */
function noticeOf(news: News): NoticeInput | null {
  const common = {
    about: { kind: 'bills' as const, id: news.premisesId },
    to: news.payerNow === null ? { premisesId: news.premisesId } : { personIds: news.personIds },
  }
  const { openCount, openFen, dueOn, pursePaidCount, pursePaidFen } = news
  if (openFen > 0n && dueOn !== null)
    return {
      ...{ ...common, kind: 'bills-issued' },
      params: { count: String(openCount), amount: fenToYuan(openFen), dueOn },
    }
  if (pursePaidFen > 0n)
    return {
      ...{ ...common, kind: 'bills-prepaid' },
      params: { count: String(pursePaidCount), amount: fenToYuan(pursePaidFen) },
    }
  return null
}
