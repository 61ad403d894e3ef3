import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { defineCron } from '../../platform/cron/define-cron.ts'
import type { Tx } from '../../platform/db.ts'
import { registry } from '../tables.ts'
import { spellingOf } from './spelling.ts'

const BATCH = 2000

/** Spells the given names that are not spelled yet, at most two thousand a call. Again changes nothing. Answers how many. */
export async function spellNames(tx: Tx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from registry.person where tenant_id = ${tenantOf(actor)} and given_pinyin is null
    order by id limit ${BATCH} for update skip locked`.execute(registry(tx))
  if (rows.length === 0) return 0
  const spelled = rows.map(row => spellingOf(row.name))
  await sql`
    update registry.person n set given_pinyin = r.second, last_pinyin = r.third
    from unnest(${rows.map(row => row.id)}::uuid[], ${spelled.map(s => s.fromSecond)}::text[], ${spelled.map(s => s.fromThird)}::text[])
      as r(id, second, third) where n.tenant_id = ${tenantOf(actor)} and n.id = r.id`.execute(registry(tx))
  return rows.length
}

/** Every five minutes, until every name is spelled; then an empty index is looked at. */
export const spellGivenNames = defineCron('registry.spellGivenNames', { everyMinutes: 5 }, async (tx, actor) => {
  for (let done = 0; done < 50 * BATCH; ) {
    const spelled = await spellNames(tx, actor)
    if (spelled < BATCH) return
    done += spelled
  }
})
