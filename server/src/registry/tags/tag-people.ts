import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'

/** Gives many people a tag, or takes it from them. Somebody who is not there refuses the whole. */
export async function tagPeople(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.tagPeople>,
): Promise<ResponseOf<typeof contract.tagPeople>> {
  const tenantId = tenantOf(actor)
  const wanted = [...new Set(input.personIds)]
  const { rows: known } = await sql<{ people: number; tags: number }>`
    select (select count(*)::int from registry.person where tenant_id = ${tenantId} and id = any(${wanted}::uuid[]) and merged_into is null) as people,
      (select count(*)::int from registry.tag where tenant_id = ${tenantId} and id = ${input.tagId}) as tags`.execute(
    registry(tx),
  )
  if (known[0]?.people !== wanted.length || known[0].tags !== 1) throw refuse.notFound()
  const changed = input.wears
    ? await sql`insert into registry.person_tag (tenant_id, person_id, tag_id)
        select ${tenantId}, id, ${input.tagId} from unnest(${wanted}::uuid[]) as id on conflict do nothing returning person_id`.execute(
        registry(tx),
      )
    : await sql`delete from registry.person_tag where tenant_id = ${tenantId} and tag_id = ${input.tagId}
        and person_id = any(${wanted}::uuid[]) returning person_id`.execute(registry(tx))
  return { changed: changed.rows.length }
}
