import type { imports as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { imports } from '../tables.ts'
import { readImport } from './import-view.ts'
import { shownOpenings } from './imported-openings.ts'
import { shownChangesOf } from './undo-changes.ts'

type Answer = ResponseOf<typeof contract.readRevert>

/** What taking an import back would delete, and what stands in its way: how many records of which kind hang on it. */
export async function readRevert(tx: Tx, actor: Actor, input: { importId: string }): Promise<Answer> {
  const { state } = await readImport(tx, actor, input)
  const opened = await shownOpenings(tx, actor, input.importId)
  const created = [...(await createdOf(tx, actor, input.importId)), ...opened.created]
  const blockers = [...(await blockersOf(tx, actor, input.importId)), ...opened.blockers]
  const changes = await shownChangesOf(tx, actor, input.importId)
  const anything = created.length > 0 || changes.some(change => change.restored)
  return { possible: state === 'committed' && anything && blockers.length === 0, created, blockers, changes }
}

/** The rows that an import made, by table: those that taking back deletes. */
export async function createdOf(tx: Tx, actor: Actor, importId: string): Promise<Answer['created']> {
  return imports(tx)
    .selectFrom('imports.created')
    .select(['relation', sql<number>`count(*)::int`.as('count')])
    .where('tenantId', '=', tenantOf(actor))
    .where('importId', '=', importId)
    .groupBy('relation')
    .orderBy('relation')
    .execute()
}

/** What hangs on the rows of an import and was not there when it committed. */
export async function blockersOf(tx: Tx, actor: Actor, importId: string): Promise<Answer['blockers']> {
  const found = await imports(tx)
    .selectFrom('imports.import')
    .select('parts')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', importId)
    .executeTakeFirst()
  if (!found) throw platformRefuse.notFound()
  const { rows } = await sql<Answer['blockers'][number]>`
    select relation, reason, sum(n)::int as count from imports.hanging_on(${importId}) group by 1, 2 order by 1, 2`.execute(
    imports(tx),
  )
  const parts = found.parts as Record<string, number>
  const now = new Map(rows.filter(row => row.reason === 'part').map(row => [row.relation, row.count]))
  const changedParts = [...new Set([...Object.keys(parts), ...now.keys()])].flatMap(relation => {
    const count = Math.abs((now.get(relation) ?? 0) - (parts[relation] ?? 0))
    return count === 0 ? [] : [{ relation, reason: 'part' as const, count }]
  })
  return [...rows.filter(row => row.reason !== 'part'), ...changedParts]
}
