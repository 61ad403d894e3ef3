import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { lockCharges } from '../assignments/lock-charges.ts'
import { billing } from '../tables.ts'
import { taxLeft } from '../taxes/tax.ts'
import { taxesOfBills, taxInside } from '../taxes/tax-inside.ts'
import type { LineExplanation } from './explanation.ts'
import { storedKey, storedOf } from './stored-explanation.ts'

/** A draft to be written, with its lines; `correctsBillId` names the first bill of its cycle when it is a correction. */
export interface NewBill {
  ruleId: string | null
  itemId: string
  assignmentId: string | null
  premisesId: string
  payerPersonId: string | null
  payerName: string | null
  payerKey: string
  cycleStart: string
  cycleEnd: string
  billingOn: string
  dueOn: string
  amountFen: bigint
  fingerprint: bigint
  revision: number
  correctsBillId?: string
  correctionReason?: string
  payerByHand?: boolean
  lines: readonly NewLine[]
}

export interface NewLine {
  segmentStart: string
  segmentEnd: string
  ruleVersionId: string | null
  amountFen: bigint
  explanation: LineExplanation
  reversesLineId?: string | null
}

/** What was really added. */
export interface AddedBills {
  /** ids by place in what was asked for; null where the bill was there already */
  ids: (string | null)[]
  billCount: number
  lineCount: number
  totalFen: bigint
}

/**
 * Adds draft bills with their lines, in two statements; none of what was taken back meanwhile (`lockCharges`). A cycle that got its bill meanwhile, from whomever, is left as it is
 * (domain.md R11, E81): the unique key of cycle, payer and revision decides, and lines follow only bills really added.
 * Bills go in by assignment and cycle, so that two runs at once wait for each other and never in a circle.
 */
export async function insertBills(
  tx: Tx,
  actor: Actor,
  run: { id: string | null; communityId: string },
  proposed: readonly NewBill[],
): Promise<AddedBills> {
  if (proposed.length === 0) return { ids: [], billCount: 0, lineCount: 0, totalFen: 0n }
  await lockCharges(tx, actor, 'bill')
  const gone = await readGone(tx, actor, proposed)
  const bills = proposed.map(bill => ({ bill, id: newId() }))
  const added = await insertHeads(
    tx,
    actor,
    run,
    bills.filter(({ bill }) => !isGone(bill, gone)),
  )
  const fresh = bills.filter(({ id }) => added.has(id))
  const lineCount = await insertLines(tx, actor, run.communityId, fresh)
  return {
    ids: bills.map(({ id }) => (added.has(id) ? id : null)),
    billCount: fresh.length,
    lineCount,
    totalFen: fresh.reduce((sum, { bill }) => sum + bill.amountFen, 0n),
  }
}

/** What a bill is made by. */
interface MadeBy {
  assignmentId: string | null
  lines: readonly Pick<NewLine, 'ruleVersionId'>[]
}

/** Charges and prices that were taken back since the bills were worked out; to be asked under `lockCharges`. */
async function readGone(tx: Tx, actor: Actor, bills: readonly MadeBy[]): Promise<ReadonlySet<string>> {
  const assignmentIds = [...new Set(bills.flatMap(bill => bill.assignmentId ?? []))]
  const versionIds = [...new Set(bills.flatMap(bill => bill.lines.flatMap(line => line.ruleVersionId ?? [])))]
  const { rows } = await sql<{ id: string }>`
    select n.id from unnest(${assignmentIds}::uuid[]) as n(id) where not exists (select from billing.assignment a
      where a.tenant_id = ${tenantOf(actor)}::uuid and a.id = n.id)
    union all select n.id from unnest(${versionIds}::uuid[]) as n(id) where not exists (select from billing.rule_version v
      where v.tenant_id = ${tenantOf(actor)}::uuid and v.id = n.id)`.execute(billing(tx))
  return new Set(rows.map(row => row.id))
}

function isGone({ assignmentId, lines }: NewBill, gone: ReadonlySet<string>): boolean {
  if (gone.size === 0) return false
  return [assignmentId, ...lines.map(line => line.ruleVersionId)].some(id => id !== null && gone.has(id))
}

interface Numbered {
  id: string
  bill: NewBill
}

async function insertHeads(
  tx: Tx,
  actor: Actor,
  run: { id: string | null; communityId: string },
  bills: readonly Numbered[],
): Promise<Set<string>> {
  const column = <T>(of: (bill: NewBill) => T): T[] => bills.map(({ bill }) => of(bill))
  const { rows } = await sql<{ id: string }>`
    insert into billing.bill (tenant_id, community_id, bill_run_id, kind, id, rule_id, item_id, assignment_id, premises_id,
      payer_person_id, payer_name, payer_key, cycle_start, cycle_end, billing_on, due_on, amount_fen, fingerprint, revision,
      corrects_bill_id, correction_reason, payer_by_hand)
    select ${tenantOf(actor)}::uuid, ${run.communityId}::uuid, ${run.id}::uuid,
      case when b.corrects_bill_id is null then 'charge' else 'correction' end, b.*
    from unnest(
      ${bills.map(({ id }) => id)}::uuid[], ${column(bill => bill.ruleId)}::uuid[],
      ${column(bill => bill.itemId)}::uuid[], ${column(bill => bill.assignmentId)}::uuid[],
      ${column(bill => bill.premisesId)}::uuid[], ${column(bill => bill.payerPersonId)}::uuid[],
      ${column(bill => bill.payerName)}::text[], ${column(bill => bill.payerKey)}::text[],
      ${column(bill => bill.cycleStart)}::date[], ${column(bill => bill.cycleEnd)}::date[],
      ${column(bill => bill.billingOn)}::date[], ${column(bill => bill.dueOn)}::date[],
      ${column(bill => bill.amountFen)}::bigint[], ${column(bill => bill.fingerprint)}::bigint[],
      ${column(bill => bill.revision)}::int[], ${column(bill => bill.correctsBillId ?? null)}::uuid[],
      ${column(bill => bill.correctionReason ?? null)}::text[], ${column(bill => bill.payerByHand ?? false)}::boolean[]
    ) as b(id, rule_id, item_id, assignment_id, premises_id, payer_person_id, payer_name, payer_key, cycle_start,
      cycle_end, billing_on, due_on, amount_fen, fingerprint, revision, corrects_bill_id, correction_reason, payer_by_hand)
    order by b.assignment_id, b.cycle_start, b.payer_key, b.revision
    on conflict do nothing
    returning id`.execute(billing(tx))
  return new Set(rows.map(row => row.id))
}

/**
 * Lines name their bill and their explanation by place in a list: each id and each text is sent once. They hold their tax from the
 * start, so that issuing finds nothing to change; a red line gets its when it is issued, from the line it takes back.
 */
async function insertLines(tx: Tx, actor: Actor, communityId: string, bills: readonly Numbered[]): Promise<number> {
  const texts = new Map<string, { place: number; text: string }>()
  const placeOf = (explanation: LineExplanation): number => {
    const key = storedKey(explanation)
    const known = texts.get(key)
    if (known) return known.place
    texts.set(key, { place: texts.size + 1, text: JSON.stringify(storedOf(explanation)) })
    return texts.size
  }
  const rows = bills.flatMap(({ bill }, index) =>
    bill.lines.map(line => ({ id: newId(), bill: index + 1, text: placeOf(line.explanation), line })),
  )
  if (rows.length === 0) return 0
  const taxOf = await taxesOfBills(
    tx,
    actor,
    communityId,
    bills.map(({ bill }) => bill),
  )
  const taxes = bills.map(({ bill }) => taxOf(bill))
  const left = new Map(bills.flatMap(({ bill }, index) => taxLeftOf(bill, taxes[index]?.ratePercent ?? null)))
  await sql`
    insert into billing.bill_line (tenant_id, community_id, id, bill_id, premises_id, assignment_id, payer_key, revision,
      segment_start, segment_end, rule_version_id, amount_fen, reverses_line_id, explanation,
      tax_rate_percent, tax_fen, tax_basis)
    select ${tenantOf(actor)}::uuid, ${communityId}::uuid, l.id, b.id, b.premises_id, b.assignment_id, b.payer_key, b.revision,
      l.segment_start, l.segment_end, l.rule_version_id, l.amount_fen, l.reverses_line_id, t.explanation,
      ${onlyNew(sql`b.rate_percent`)}, ${onlyNew(sql`${taxInside(sql`l.amount_fen`, sql`b.rate_percent`)} + l.tax_left`)},
      ${onlyNew(sql`b.tax_basis`)}
    from unnest(
      ${rows.map(row => row.id)}::uuid[], ${rows.map(row => row.bill)}::int[], ${rows.map(row => row.text)}::int[],
      ${rows.map(row => row.line.segmentStart)}::date[], ${rows.map(row => row.line.segmentEnd)}::date[],
      ${rows.map(row => row.line.ruleVersionId)}::uuid[], ${rows.map(row => row.line.amountFen)}::bigint[],
      ${rows.map(row => row.line.reversesLineId ?? null)}::uuid[], ${rows.map(row => left.get(row.line) ?? 0n)}::bigint[]
    ) as l(id, bill, text, segment_start, segment_end, rule_version_id, amount_fen, reverses_line_id, tax_left)
    join unnest(
      ${bills.map(({ id }) => id)}::uuid[], ${bills.map(({ bill }) => bill.premisesId)}::uuid[],
      ${bills.map(({ bill }) => bill.assignmentId)}::uuid[], ${bills.map(({ bill }) => bill.payerKey)}::text[],
      ${bills.map(({ bill }) => bill.revision)}::int[], ${taxes.map(tax => tax?.ratePercent ?? null)}::numeric[],
      ${taxes.map(tax => tax?.basis ?? null)}::text[]
    ) with ordinality as b(id, premises_id, assignment_id, payer_key, revision, rate_percent, tax_basis, place) on b.place = l.bill
    join unnest(${[...texts.values()].map(({ text }) => text)}::jsonb[]) with ordinality as t(explanation, place)
      on t.place = l.text
    order by l.id`.execute(billing(tx))
  return rows.length
}

/** Of a bill of several lines: which of them takes what is left of its tax, and how much. What takes back another line mirrors that one's. */
function taxLeftOf(bill: NewBill, rate: string | null): [NewBill['lines'][number], bigint][] {
  const own = bill.lines.filter(line => !line.reversesLineId && line.amountFen !== 0n)
  const last = own.toSorted(bySegment).at(-1)
  if (!last || own.length < 2 || rate === null) return []
  const fen = taxLeft(
    own.map(line => line.amountFen),
    rate,
  )
  return fen === 0n ? [] : [[last, fen]]
}

type Segment = { segmentStart: string; segmentEnd: string }

function bySegment(a: Segment, b: Segment): number {
  if (a.segmentStart !== b.segmentStart) return a.segmentStart < b.segmentStart ? -1 : 1
  return a.segmentEnd === b.segmentEnd ? 0 : a.segmentEnd < b.segmentEnd ? -1 : 1
}

const onlyNew = (value: RawBuilder<unknown>) => sql`case when l.reverses_line_id is null then ${value} end`
