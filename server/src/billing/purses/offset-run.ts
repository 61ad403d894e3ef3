import { sql } from 'kysely'
import { z } from 'zod'
import { openDay } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { defineManualJob, enqueue } from '../../platform/jobs.ts'
import { readSetting } from '../../platform/settings/read-setting.ts'
import { personNow } from '../bills/person-now.ts'
import { type Due, inOrder } from '../collections/due.ts'
import { tellHouseholds } from '../runs/tell-households.ts'
import { allocationOrder, offsetAtIssue } from '../settings.ts'
import { billing } from '../tables.ts'
import { lockPurses } from './move-purse.ts'
import { type OffsetPart, offsetBills } from './offset-bills.ts'
import { offsetFrom } from './purse.ts'

const HOUSEHOLDS = 200

/**
 * Prepaid money pays the bills that a run issued (E57), household by household in chunks, a transaction each. Running it again
 * finds less and pays nothing twice. With the last, the payers are told what is left (job `billing.tellHouseholds`). Switched off by the setting `billing.offsetAtIssue`.
 */
export const offsetBillRun = defineManualJob(
  'billing.offsetBillRun',
  z.object({ billRunId: z.uuid() }),
  async (door, actor, { billRunId }) => {
    let after: string | null = '00000000-0000-0000-0000-000000000000'
    while (after !== null) {
      const from: string = after
      after = await door.run(tx => offsetChunk(tx, actor, billRunId, from))
    }
  },
)

type OpenLine = Omit<Due, 'isPenalty'> & { communityId: string }

/** The next households of a run after `after`; answers the last of them, null when there are no more. */
async function offsetChunk(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  after: string,
  limit = HOUSEHOLDS,
): Promise<string | null> {
  const premisesIds = await householdsWithMoney(tx, actor, billRunId, after, limit)
  const lines = await lockOpenLines(tx, actor, billRunId, premisesIds)
  for (const [communityId, its] of Map.groupBy(lines, line => line.communityId)) {
    if (!(await readSetting(tx, offsetAtIssue, { communityId }))) continue
    const order = {
      bills: await readSetting(tx, allocationOrder, { communityId }),
      penalties: 'principal-first',
    } as const
    const parts = await partsOf(tx, actor, its, order.bills)
    const settledOn = await openDay(tx, actor, communityId, today())
    await offsetBills(tx, actor, { sourceKind: 'billing.bill', communityId, settledOn }, parts)
  }
  if (premisesIds.length === limit) return premisesIds.at(-1) ?? null
  await enqueue(tx, tellHouseholds, { billRunId })
  return null
}

async function partsOf(
  tx: Tx,
  actor: Actor,
  lines: readonly OpenLine[],
  bills: 'due-date' | 'item',
): Promise<OffsetPart[]> {
  const byPremises = Map.groupBy(lines, line => line.premisesId)
  const purses = Map.groupBy(await lockPurses(tx, actor, [...byPremises.keys()]), purse => purse.premisesId)
  return [...byPremises].flatMap(([premisesId, its]) => {
    const dues = inOrder(
      its.map(line => ({ ...line, isPenalty: false })),
      { bills, penalties: 'principal-first' },
    )
    const billOf = new Map(dues.map(due => [due.lineId, due.billId]))
    return offsetFrom(
      purses.get(premisesId) ?? [],
      dues.map(due => ({ ...due, id: due.lineId })),
    ).map(({ purseId, dueId, fen }) => ({
      ...{ purseId, billId: billOf.get(dueId) ?? '', lineId: dueId, amountFen: fen },
    }))
  })
}

async function householdsWithMoney(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ premisesId: string }>`
    select distinct p.premises_id from billing.purse p
    where p.tenant_id = ${tenantOf(actor)}::uuid and p.balance_fen > 0 and p.premises_id > ${after}::uuid
      and exists (select 1 from billing.bill b where b.tenant_id = p.tenant_id and b.premises_id = p.premises_id
        and b.bill_run_id = ${billRunId}::uuid and b.state = 'issued' and b.settled_fen < b.amount_fen)
    order by p.premises_id limit ${limit}`.execute(billing(tx))
  return rows.map(row => row.premisesId)
}

/** The open lines of what the run issued to the households, bills that are held or in flight left out, under the lock of the bills. */
async function lockOpenLines(
  tx: Tx,
  actor: Actor,
  billRunId: string,
  premisesIds: readonly string[],
): Promise<OpenLine[]> {
  if (premisesIds.length === 0) return []
  const tenantId = tenantOf(actor)
  const { rows: bills } = await sql<{ id: string }>`
    select b.id from billing.bill b
    where b.tenant_id = ${tenantId}::uuid and b.bill_run_id = ${billRunId}::uuid and b.premises_id = any(${[...premisesIds]}::uuid[])
      and b.state = 'issued' and b.held_at is null and b.settled_fen < b.amount_fen
      and not exists (select from billing.debit_bill f where f.tenant_id = b.tenant_id and f.bill_id = b.id and f.in_flight)
    order by b.id for update`.execute(billing(tx))
  const { rows } = await sql<OpenLine>`
    select l.id as line_id, l.bill_id, b.premises_id, b.item_id, i.priority, b.due_on, l.segment_start, b.community_id,
      ${personNow(actor, sql`b.payer_person_id`)} as payer_now, l.amount_fen - l.settled_fen as open_fen
    from billing.bill_line l
    join billing.bill b on b.tenant_id = l.tenant_id and b.id = l.bill_id
    join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
    where l.tenant_id = ${tenantId}::uuid and l.bill_id = any(${bills.map(bill => bill.id)}::uuid[]) and l.settled_fen < l.amount_fen`.execute(
    billing(tx),
  )
  return rows
}
