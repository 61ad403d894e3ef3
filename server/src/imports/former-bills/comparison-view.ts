import type { imports as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { lineWords } from '../../billing/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import { comparison, type Shown, shownOnly } from './comparison.ts'

type Answer = ResponseOf<typeof contract.readBillComparison>
type Bill = Answer['bills'][number]
type Verdict = Bill['verdict']
type Sums = Omit<Answer['totals'], 'verdicts'>

const MOST_SHOWN = 500

/**
 * A cycle that ran in both systems (domain.md §8, checklist 10): the former system's bills beside ours, what is open first. Errors:
 * platform.not_found.
 */
export async function readBillComparison(
  tx: Tx,
  actor: Actor,
  { importId, ...shown }: RequestOf<typeof contract.readBillComparison>,
): Promise<Answer> {
  const place = await placeOf(tx, actor, importId)
  const sums = await sumsOf(tx, actor, place)
  const { rows, matching } = await billsOf(tx, actor, place, shown, MOST_SHOWN)
  return { importId, ...sums, bills: await described(tx, actor, place, rows), matching }
}

export interface Place {
  importId: string
  communityId: string
  fileName: string
}

export async function placeOf(tx: Tx, actor: Actor, importId: string, { lock = false } = {}): Promise<Place> {
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select(['communityId', 'fileName'])
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .$if(lock, query => query.forNoKeyUpdate())
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  return { importId, ...found }
}

/** Totals, by item and of all, with the days that the file covers. */
export async function sumsOf(
  tx: Tx,
  actor: Actor,
  place: Place,
): Promise<Pick<Answer, 'from' | 'to' | 'totals' | 'items'>> {
  const { rows } = await sql<Sums & { itemName: string; verdict: Verdict; from: string; to: string }>`
    with ${comparison(actor, place)}
    select c.item_name as "itemName", c.verdict, (select from_on from covered)::text as "from", (select to_on from covered)::text as "to",
      count(*)::int as count, coalesce(sum(c.former_fen), 0)::bigint as "formerFen", coalesce(sum(c.ours_fen), 0)::bigint as "oursFen",
      (coalesce(sum(c.ours_fen), 0) - coalesce(sum(c.former_fen), 0))::bigint as "differenceFen",
      count(*) filter (where c.verdict <> 'same')::int as differing,
      count(*) filter (where c.verdict <> 'same' and c.reason is null)::int as open
    from compared c group by 1, 2 order by 1, 2`.execute(imports(tx))
  const verdicts = { same: 0, amount: 0, 'only-former': 0, 'only-ours': 0 }
  const items = new Map<string, Sums>()
  let totals = NOTHING
  for (const { itemName, verdict, from: _, to: __, ...sums } of rows) {
    verdicts[verdict] += sums.count
    items.set(itemName, added(items.get(itemName) ?? NOTHING, sums))
    totals = added(totals, sums)
  }
  return {
    ...{ from: rows[0]?.from ?? null, to: rows[0]?.to ?? null, totals: { ...totals, verdicts } },
    items: [...items].map(([itemName, sums]) => ({ itemName, ...sums })),
  }
}

const NOTHING: Sums = { count: 0, formerFen: 0n, oursFen: 0n, differenceFen: 0n, differing: 0, open: 0 }

function added(a: Sums, b: Sums): Sums {
  return {
    ...{ count: a.count + b.count, formerFen: a.formerFen + b.formerFen, oursFen: a.oursFen + b.oursFen },
    differenceFen: a.differenceFen + b.differenceFen,
    ...{ differing: a.differing + b.differing, open: a.open + b.open },
  }
}

interface Row extends Omit<Bill, 'lines' | 'rows' | 'understood' | 'differenceFen'> {
  reason: string | null
  saidBy: string | null
  saidAt: Date | null
  matching: number
}

/** Bills that match, what is open first, then by home. */
export async function billsOf(
  tx: Tx,
  actor: Actor,
  place: Place,
  shown: Shown,
  most: number,
): Promise<{ rows: Row[]; matching: number }> {
  const { rows } = await sql<Row>`
    with ${comparison(actor, place)}
    select c.premises_id as "premisesId", coalesce(h.label, '') as "premisesLabel", c.item_name as "itemName", c.from_on::text as "fromOn",
      c.to_on::text as "toOn", c.former_fen as "formerFen", c.ours_fen as "oursFen", c.verdict, c.reason, c.said_by as "saidBy",
      c.said_at as "saidAt", count(*) over ()::int as matching
    from compared c left join registry.public_premises h on h.tenant_id = ${tenantOf(actor)}::uuid and h.id = c.premises_id
    where ${shownOnly(shown)}
    order by c.verdict = 'same', c.reason is not null, h.sort_key, c.item_name, c.from_on limit ${most}`.execute(
    imports(tx),
  )
  return { rows, matching: rows[0]?.matching ?? 0 }
}

const keyOf = ({ premisesId, itemName, fromOn }: Pick<Bill, 'premisesId' | 'itemName' | 'fromOn'>) =>
  [premisesId, itemName, fromOn].join('\n')

/** The bills with our lines and their explanation, and the rows of the file. */
export async function described(tx: Tx, actor: Actor, place: Place, rows: readonly Row[]): Promise<Bill[]> {
  const homes = [...new Set(rows.map(({ premisesId }) => premisesId))]
  const lines = await linesOf(tx, actor, place, homes)
  const cells = await cellsOf(tx, actor, place, homes)
  return rows.map(({ reason, saidBy, saidAt, matching: _, ...row }) => ({
    ...row,
    differenceFen: (row.oursFen ?? 0n) - (row.formerFen ?? 0n),
    lines: lines.get(keyOf(row)) ?? [],
    rows: (cells.get(keyOf(row)) ?? []).slice(0, MOST_ROWS),
    understood: reason === null || saidAt === null ? null : { by: saidBy ?? '', at: saidAt, reason },
  }))
}

const MOST_ROWS = 10

type Keyed = Pick<Bill, 'premisesId' | 'itemName' | 'fromOn'>

async function linesOf(tx: Tx, actor: Actor, place: Place, homes: readonly string[]) {
  const { rows } = await sql<Keyed & Omit<Bill['lines'][number], 'words'> & { id: string }>`
    with ${comparison(actor, place)}
    select id, premises_id as "premisesId", item_name as "itemName", from_on::text as "fromOn", bill_id as "billId", state,
      segment_start::text as "from", segment_end::text as "to", amount_fen as "amountFen"
    from ours where premises_id = any(${homes}::uuid[]) order by segment_start, id`.execute(imports(tx))
  const words = await lineWords(
    tx,
    actor,
    rows.map(({ id }) => id),
  )
  return grouped(
    rows.map(({ id, ...line }) => ({ ...line, words: words.get(id) ?? { 'zh-CN': '', en: '' } })),
    ({ premisesId: _, itemName: __, fromOn: ___, ...line }) => line,
  )
}

async function cellsOf(tx: Tx, actor: Actor, { importId }: Place, homes: readonly string[]) {
  const { rows } = await sql<Keyed & { sheet: string; row: number }>`
    select premises_id as "premisesId", item_name as "itemName", period_from::text as "fromOn", sheet, row
    from imports.former_bill where tenant_id = ${tenantOf(actor)}::uuid and import_id = ${importId}::uuid
      and premises_id = any(${homes}::uuid[]) order by sheet, row`.execute(imports(tx))
  return grouped(rows, ({ sheet, row }) => ({ sheet, row }))
}

function grouped<R extends Keyed, T>(rows: readonly R[], of: (row: R) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) groups.set(keyOf(row), [...(groups.get(keyOf(row)) ?? []), of(row)])
  return groups
}
