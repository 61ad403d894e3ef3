import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { keyset, pageOfRows } from '../../platform/page.ts'
import { registry } from '../tables.ts'
import { readTwins } from './read-twins.ts'

type Row = ResponseOf<typeof contract.listDuplicates>['items'][number]

const SORTS = { score: { by: sql`d.score`, type: 'int' } } as const

/** Pairs of people who may be one, the surest first. */
export async function listDuplicates(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listDuplicates>,
): Promise<ResponseOf<typeof contract.listDuplicates>> {
  const keys = keyset(input, sql<string>`d.id`, SORTS, '-score')
  const filtered = registry(tx)
    .selectFrom('registry.duplicatePair as d')
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.state', '=', input.state)
    .$if(Boolean(input.reason), query => query.where(sql<SqlBool>`${input.reason} = any (d.reasons)`))
  const rows = await filtered
    .select(['d.id', 'd.personId', 'd.otherId', 'd.score', 'd.reasons', 'd.state', 'd.decidedByName', 'd.decidedAt'])
    .select(keys.key.as('sortKey'))
    .where(keys.after)
    .orderBy(keys.order)
    .limit(input.limit + 1)
    .execute()
  const { count } = await filtered.select(sql<number>`count(*)::int`.as('count')).executeTakeFirstOrThrow()
  const twins = await readTwins(
    tx,
    actor,
    rows.flatMap(row => [row.personId, row.otherId]),
  )
  const page = pageOfRows(input, rows, count, '-score')
  return {
    ...page,
    items: page.items.flatMap(({ personId, otherId, sortKey: _, ...row }) => {
      const [one, other] = [twins.get(personId), twins.get(otherId)]
      // Somebody was taken away since the last search; the next one forgets the pair.
      if (!one || !other) return []
      return [{ ...row, reasons: row.reasons as Row['reasons'], state: row.state as Row['state'], one, other }]
    }),
  }
}

/** Two different people after all; or, taken back, perhaps one. */
export async function decideDuplicate(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.decideDuplicate>,
): Promise<void> {
  const decided = input.dismissed
    ? { state: 'dismissed', decidedByName: actor.name, decidedAt: now() }
    : { state: 'open', decidedByName: null, decidedAt: null }
  const changed = await registry(tx)
    .updateTable('registry.duplicatePair')
    .set(decided)
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.pairId)
    .where('state', 'in', ['open', 'dismissed'])
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw refuse.notFound()
}
