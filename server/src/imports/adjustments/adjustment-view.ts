import type { imports as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import type { ProblemParams } from '../workbook/problem.ts'
import { type CentsDecision, cellKey, DECISION_CODES } from '../workbook/sheet-plan.ts'

type Adjustments = ResponseOf<typeof contract.listAdjustments>
type Take = CentsDecision['take']

const MOST_SHOWN = 500

/**
 * Amounts of an import that are no whole fen, and areas of more than two decimals, with what was decided (domain.md §8, checklist 4; M2). Errors: platform.not_found.
 * @param most so many of them, in the order of the workbook
 */
export async function listAdjustments(
  tx: Tx,
  actor: Actor,
  { importId }: { importId: string },
  most = MOST_SHOWN,
): Promise<Adjustments> {
  const tenantId = tenantOf(actor)
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select('id')
    .where('tenantId', '=', tenantId)
    .where('id', '=', importId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const { rows } = await sql<{
    sheet: string
    row: number
    column: string
    params: ProblemParams
    take: Take | null
    by: string | null
    at: Date | null
    total: number
    openCount: number
  }>`
    select p.sheet, p.row, p.col as "column", p.params, a.take, a.decided_by_name as "by", a.decided_at as "at",
      count(*) over ()::int as total, count(*) filter (where a.take is null) over ()::int as "openCount"
    from imports.problem p
    left join imports.adjustment a on a.tenant_id = p.tenant_id and a.import_id = p.import_id and a.sheet = p.sheet and a.row = p.row
      and a.col = p.col
    where p.tenant_id = ${tenantId} and p.import_id = ${importId} and p.code = any (${DECISION_CODES}::text[])
    order by p.n limit ${most}`.execute(imports(tx))
  const word = (params: ProblemParams, name: string) => String(params[name] ?? '')
  return {
    items: rows.map(({ params, by, at, total: _, openCount: __, ...cell }) => ({
      ...cell,
      ...{ heading: word(params, 'heading'), value: word(params, 'exact') },
      ...{ down: word(params, 'down'), up: word(params, 'up') },
      decided: at ? { by: by ?? '', at } : null,
    })),
    total: rows[0]?.total ?? 0,
    openCount: rows[0]?.openCount ?? 0,
  }
}

/** What was decided of an import, by cell, for the plan. */
export async function readDecisions(
  tx: Tx,
  actor: Actor,
  importId: string,
): Promise<ReadonlyMap<string, CentsDecision>> {
  const rows = await imports(tx)
    .selectFrom('imports.adjustment')
    .select(['sheet', 'row', 'col', 'take', 'decidedByName'])
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .execute()
  return new Map(
    rows.map(({ sheet, row, col, take, decidedByName }) => [
      cellKey({ sheet, row, column: col }),
      { take: take as Take, by: decidedByName },
    ]),
  )
}
