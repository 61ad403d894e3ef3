import type { imports as contract, ResponseOf } from '@anju/contract'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { imports } from '../tables.ts'
import { controlRow } from './control-row.ts'
import { openedRows } from './opened-rows.ts'

type Answer = ResponseOf<typeof contract.listFormerDebtors>
type Tells = Answer['tells']
type Verdict = Answer['items'][number]['verdict']

const MOST_SHOWN = 1000
const MOST_LISTED = 100_000

/** Without a list the file's debtors are shown, to be typed beside. */
const BY_DEBTOR: Tells = { debtor: true, itemName: false, year: false }

interface Row {
  premisesId: string
  premisesLabel: string
  debtor: string
  itemName: string
  year: number
  formerCount: number | null
  formerFen: bigint | null
  oursCount: number | null
  oursFen: bigint | null
  verdict: Verdict
}

interface Sums {
  lines: number
  differing: number
  formerFen: bigint
  oursFen: bigint
}

/** What a list tells apart: debtor, item, year; null where there is none. */
async function tellsOf(tx: Tx, actor: Actor, importId: string): Promise<Tells | null> {
  const { rows } = await sql<Tells & { lines: number }>`
    select count(*)::int as lines, coalesce(bool_or(debtor <> ''), false) as debtor, coalesce(bool_or(item_name <> ''), false) as "itemName",
      coalesce(bool_or(year <> 0), false) as year
    from imports.former_debtor where tenant_id = ${tenantOf(actor)}::uuid and import_id = ${importId}::uuid`.execute(
    imports(tx),
  )
  const [found] = rows
  return found && found.lines > 0 ? { debtor: found.debtor, itemName: found.itemName, year: found.year } : null
}

/** The file's debts, or once it is written what stands in the books for them: home, debtor, item, year, count and amount. */
function oursOf(actor: Actor, { found }: Awaited<ReturnType<typeof controlRow>>, side: 'file' | 'books') {
  if (side === 'file')
    return sql`select premises_id, debtor, item_name, year, count, amount_fen as fen from imports.room_total
      where tenant_id = ${tenantOf(actor)}::uuid and import_id = ${found.id}::uuid and part = 'arrears'`
  const file = { communityId: found.communityId, sha256: found.fileSha256 ?? Buffer.alloc(0) }
  return sql`select x.premises_id, x.debtor, x.item_name, x.year, 1 as count, x.fen from (${openedRows(actor, file)}) as x
    where x.part = 'arrears'`
}

/**
 * Both sides line by line: what the list says, and ours added up by what the list tells apart. A line without a count is compared by its
 * amount alone; a debtor of nothing on one side and none on the other agree.
 */
function compared(actor: Actor, importId: string, tells: Tells, ours: RawBuilder<unknown>): RawBuilder<unknown> {
  const by = (told: boolean, column: string, none: string) => (told ? sql.raw(column) : sql.raw(none))
  return sql`
    select premises_id, debtor, item_name, year, f.count as former_count, f.amount_fen as former_fen, o.count as ours_count, o.fen as ours_fen,
      case when coalesce(f.amount_fen, 0) = coalesce(o.fen, 0) and (f.count is null or f.count = coalesce(o.count, 0)) then 'agrees'
        when f.premises_id is null then 'only-ours' when o.premises_id is null then 'only-former'
        when f.amount_fen <> o.fen then 'amount' else 'count' end as verdict
    from (select premises_id, debtor, item_name, year, count, amount_fen from imports.former_debtor
      where tenant_id = ${tenantOf(actor)}::uuid and import_id = ${importId}::uuid) as f
    full join (select premises_id, ${by(tells.debtor, 'debtor', "''")} as debtor, ${by(tells.itemName, 'item_name', "''")} as item_name,
        ${by(tells.year, 'year', '0')} as year, sum(count)::int as count, sum(fen)::bigint as fen
      from (${ours}) as each group by 1, 2, 3, 4) as o using (premises_id, debtor, item_name, year)`
}

const sideOf = (state: string) => (['committed', 'reverting', 'reverted'].includes(state) ? 'books' : 'file')

/**
 * The former system's own list of debtors beside the file, or once it is written the books, to the fen (domain.md §8, checklist 2 and 9).
 * Those that differ come first. Errors: platform.not_found.
 */
export async function listFormerDebtors(
  tx: Tx,
  actor: Actor,
  { importId }: { importId: string },
  most = MOST_SHOWN,
): Promise<Answer> {
  const row = await controlRow(tx, actor, importId)
  const { sheet, found } = row
  const listed = await tellsOf(tx, actor, importId)
  const tells = listed ?? BY_DEBTOR
  const against = sideOf(found.state)
  const { rows } = await sql<Row & Sums>`
    with line as materialized (${compared(actor, importId, tells, oursOf(actor, row, against))})
    select l.premises_id as "premisesId", coalesce(h.label, '') as "premisesLabel", l.debtor, l.item_name as "itemName", l.year,
      l.former_count as "formerCount", l.former_fen as "formerFen", l.ours_count as "oursCount", l.ours_fen as "oursFen", l.verdict,
      count(*) over ()::int as lines, count(*) filter (where l.verdict <> 'agrees') over ()::int as differing
    from line l left join registry.public_premises h on h.tenant_id = ${tenantOf(actor)}::uuid and h.id = l.premises_id
    order by l.verdict = 'agrees', h.sort_key, l.debtor, l.item_name, l.year limit ${most}`.execute(imports(tx))
  const sums = await sumsOf(tx, actor, importId, tells, oursOf(actor, row, against))
  return {
    ...{
      importId,
      version: sheet?.version ?? null,
      against,
      tells,
      fileName: listed ? (sheet?.debtorsFile ?? null) : null,
    },
    entered: listed && sheet?.debtorsAt ? { by: sheet.debtorsByName ?? '', at: sheet.debtorsAt } : null,
    ...{ lineCount: rows[0]?.lines ?? 0, differences: listed ? (rows[0]?.differing ?? 0) : 0 },
    ...sums,
    items: rows.map(({ formerCount, formerFen, oursCount, oursFen, lines: _, differing: __, ...line }) => ({
      ...{ premisesId: line.premisesId, premisesLabel: line.premisesLabel, debtor: line.debtor },
      ...{ itemName: line.itemName, year: line.year, verdict: line.verdict },
      former: formerFen === null ? null : { count: formerCount, amountFen: formerFen },
      ours: oursFen === null ? null : { count: oursCount, amountFen: oursFen },
      differenceFen: (oursFen ?? 0n) - (formerFen ?? 0n),
    })),
  }
}

async function sumsOf(tx: Tx, actor: Actor, importId: string, tells: Tells, ours: RawBuilder<unknown>) {
  const { rows } = await sql<{ formerFen: bigint; oursFen: bigint }>`
    select coalesce(sum(former_fen), 0)::bigint as "formerFen", coalesce(sum(ours_fen), 0)::bigint as "oursFen"
    from (${compared(actor, importId, tells, ours)}) as line`.execute(imports(tx))
  return rows[0] ?? { formerFen: 0n, oursFen: 0n }
}

/** All lines, for the archive. */
export function listAllFormerDebtors(tx: Tx, actor: Actor, importId: string): Promise<Answer> {
  return listFormerDebtors(tx, actor, { importId }, MOST_LISTED)
}

/** How many lines of the list do not agree with the file, or the books; 0 where there is no list. */
export async function countDebtorDifferences(
  tx: Tx,
  actor: Actor,
  importId: string,
  against?: 'file' | 'books',
): Promise<number> {
  const tells = await tellsOf(tx, actor, importId)
  if (!tells) return 0
  const row = await controlRow(tx, actor, importId)
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (${compared(actor, importId, tells, oursOf(actor, row, against ?? sideOf(row.found.state)))}) as line
    where verdict <> 'agrees'`.execute(imports(tx))
  return rows[0]?.count ?? 0
}

/** A list that is there must agree. Errors: imports.debtors_differ. */
export async function requireDebtorsAgree(
  tx: Tx,
  actor: Actor,
  importId: string,
  against?: 'file' | 'books',
): Promise<void> {
  const count = await countDebtorDifferences(tx, actor, importId, against)
  if (count > 0) throw refuse.debtorsDiffer({ count })
}
