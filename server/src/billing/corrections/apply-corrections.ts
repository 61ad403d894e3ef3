import { sql } from 'kysely'
import { type EntryInput, openDay, postEntries } from '../../ledger/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { billNumber } from '../bills/bill-number.ts'
import { personNow } from '../bills/person-now.ts'
import { givenAwayPostings, receivablePostings, summed } from '../collections/receivable.ts'
import { settleEach } from '../collections/settle.ts'
import type { SettledPart } from '../collections/settled-part.ts'
import { unsettle } from '../collections/unsettle.ts'
import { movePurse, openPurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import { carryHolds } from './carry-holds.ts'
import { type BlueLine, type Credit, planCorrection, type RedLine, type Released } from './correction.ts'

/**
 * Settles what issued corrections stand for: the red line takes what was open of the original; what had been paid of it pays the
 * payer's blue lines first, and the rest goes to the payer's general purse (E14, E59). What had been waived or written off covers
 * blue lines, too, but never becomes money: the rest of it is taken back. A blue bill is due when what it stands for was; where nothing but
 * what it is more is open, so many days of the rule from today. `redBillIds` are issued, and so are all bills of
 * their corrections.
 */
export async function applyCorrections(
  tx: Tx,
  actor: Actor,
  communityId: string,
  redBillIds: readonly string[],
): Promise<void> {
  if (redBillIds.length === 0) return
  await lockChains(tx, actor, redBillIds)
  const { reds, blues } = await readCorrections(tx, actor, redBillIds)
  const { allocations, credits, released } = planCorrection(reds, blues)
  const on = today()
  await release(tx, actor, communityId, released, on)
  await settleEach(tx, actor, { kind: 'correction', communityId, settledOn: on }, allocations)
  await creditPurses(tx, actor, communityId, credits, on)
  await dateRaises(tx, actor, redBillIds)
  await carryHolds(tx, actor, redBillIds)
}

/** Originals, their penalties and corrections, locked in the order of their ids as everybody locks bills. */
async function lockChains(tx: Tx, actor: Actor, redBillIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    select id from billing.bill where tenant_id = ${tenantId}::uuid and id in (
      select b.id from billing.bill b where b.tenant_id = ${tenantId}::uuid and b.id = any(${[...redBillIds]}::uuid[])
      union select o.bill_id from billing.bill_line l
        join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
        where l.tenant_id = ${tenantId}::uuid and l.bill_id = any(${[...redBillIds]}::uuid[])
      union select p.id from billing.bill_line l
        join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
        join billing.bill p on p.tenant_id = o.tenant_id and p.of_bill_id = o.bill_id
        where l.tenant_id = ${tenantId}::uuid and l.bill_id = any(${[...redBillIds]}::uuid[])
      union select s.id from billing.bill r join billing.bill s on s.tenant_id = r.tenant_id and s.corrects_bill_id = r.corrects_bill_id
        where r.tenant_id = ${tenantId}::uuid and r.id = any(${[...redBillIds]}::uuid[]))
    order by id for update`.execute(billing(tx))
}

async function readCorrections(
  tx: Tx,
  actor: Actor,
  redBillIds: readonly string[],
): Promise<{ reds: RedLine[]; blues: BlueLine[] }> {
  const tenantId = tenantOf(actor)
  const { rows: reds } = await sql<RedLine>`
    select r.corrects_bill_id as root_id, r.id as bill_id, r.serial, r.premises_id, l.id as line_id,
      ${personNow(actor, sql`r.payer_person_id`)} as payer_person_id,
      o.bill_id as original_bill_id, o.id as original_line_id, o.amount_fen, o.settled_fen,
      coalesce((select jsonb_agg(jsonb_build_object('kind', w.source_kind, 'id', w.source_id, 'fen', w.fen::text) order by w.source_id)
        from (select s.source_kind, s.source_id, sum(s.amount_fen) as fen from billing.settlement s
          where s.tenant_id = o.tenant_id and s.bill_line_id = o.id and s.source_kind in ('waiver', 'rounding', 'discount', 'write-off')
          group by 1, 2 having sum(s.amount_fen) > 0) w), '[]') as given_away
    from billing.bill r
    join billing.bill_line l on l.tenant_id = r.tenant_id and l.bill_id = r.id
    join billing.bill_line o on o.tenant_id = l.tenant_id and o.id = l.reverses_line_id
    where r.tenant_id = ${tenantId}::uuid and r.id = any(${[...redBillIds]}::uuid[])
    order by r.id, l.segment_start, l.id`.execute(billing(tx))
  const { rows: blues } = await sql<BlueLine>`
    select b.corrects_bill_id as root_id, b.id as bill_id, l.id as line_id, (l.amount_fen - l.settled_fen) as open_fen,
      ${personNow(actor, sql`b.payer_person_id`)} as payer_person_id
    from billing.bill b join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
    where b.tenant_id = ${tenantId}::uuid and b.state = 'issued' and b.voided_at is null and b.amount_fen > 0
      and (b.corrects_bill_id, b.revision) in (
        select r.corrects_bill_id, r.revision + 1 from billing.bill r
        where r.tenant_id = ${tenantId}::uuid and r.id = any(${[...redBillIds]}::uuid[]))
    order by l.segment_start, l.id`.execute(billing(tx))
  return { reds, blues }
}

async function dateRaises(tx: Tx, actor: Actor, redBillIds: readonly string[]): Promise<void> {
  const tenantId = tenantOf(actor)
  await sql`
    update billing.bill b set due_on = t.due_on
    from (
      select n.id, greatest(min(r.due_on), ${today()}::date + coalesce(max(u.due_days), 0)) as due_on, -sum(r.amount_fen) as before_fen
      from billing.bill r
      join billing.bill n on n.tenant_id = r.tenant_id and n.corrects_bill_id = r.corrects_bill_id and n.revision = r.revision + 1
        and n.state = 'issued' and n.amount_fen > 0
        and ${personNow(actor, sql`n.payer_person_id`)} is not distinct from ${personNow(actor, sql`r.payer_person_id`)}
      left join billing.rule u on u.tenant_id = n.tenant_id and u.id = n.rule_id
      where r.tenant_id = ${tenantId}::uuid and r.id = any(${[...redBillIds]}::uuid[])
      group by n.id) t
    where b.tenant_id = ${tenantId}::uuid and b.id = t.id and b.amount_fen > t.before_fen and b.settled_fen >= t.before_fen`.execute(
    billing(tx),
  )
}

/** Takes back what was given away of lines that are no longer owed. */
async function release(
  tx: Tx,
  actor: Actor,
  communityId: string,
  released: readonly Released[],
  on: string,
): Promise<void> {
  const postedOn = await openDay(tx, actor, communityId, on)
  for (const facts of Map.groupBy(released, one => `${one.redBillId}/${one.kind}`).values()) {
    const [{ kind, redBillId, serial }] = facts as [Released, ...Released[]]
    const parts: SettledPart[] = []
    for (const { id, lines } of facts)
      parts.push(...(await unsettle(tx, actor, { kind, id }, { id: redBillId, settledOn: on, lines })))
    const back =
      kind === 'write-off'
        ? summed(parts.map(part => ({ accountCode: '6702', amountFen: -part.amountFen })))
        : givenAwayPostings(parts, -1n)
    await postEntries(tx, actor, [
      {
        id: newId(),
        communityId,
        postedOn,
        sourceKind: `billing.${kind}-corrected`,
        sourceId: redBillId,
        memo: `红冲 ${billNumber(serial)} 收回减免`,
        postings: [...receivablePostings(parts, -1n), ...back],
      },
    ])
  }
}

/** What is too much becomes prepaid money of the payer: debit 1122, credit 2204. */
async function creditPurses(
  tx: Tx,
  actor: Actor,
  communityId: string,
  credits: readonly Credit[],
  on: string,
): Promise<void> {
  const postedOn = await openDay(tx, actor, communityId, on)
  const entries: EntryInput[] = []
  for (const { redBillId, serial, premisesId, payerPersonId, amountFen } of credits) {
    const key = { communityId, premisesId, holderPersonId: payerPersonId, itemIds: null }
    const purseId = await openPurse(tx, actor, key)
    const source = { sourceKind: 'billing.bill', sourceId: redBillId }
    const purse = await movePurse(tx, actor, { purseId, kind: 'credit', ...source, amountFen, movedOn: on })
    entries.push({
      ...{ id: newId(), communityId, postedOn, sourceKind: 'billing.corrected', sourceId: redBillId },
      memo: `红冲 ${billNumber(serial)} 转预存`,
      postings: [
        { accountCode: '1122', premisesId, partyId: payerPersonId, amountFen },
        { accountCode: '2204', premisesId: purse.premisesId, partyId: purse.holderPersonId, amountFen: -amountFen },
      ],
    })
  }
  await postEntries(tx, actor, entries)
}
