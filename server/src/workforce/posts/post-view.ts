import type { workforce as contract, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { workforce } from '../tables.ts'

export type Post = ResponseOf<typeof contract.listPosts>['items'][number]

function posts(tx: Tx, actor: Actor) {
  return workforce(tx)
    .selectFrom('workforce.post as p')
    .select(['p.id', 'p.code', 'p.name', 'p.position', 'p.active', 'p.version'])
    .select(sql<Post['certificateKind']>`p.certificate_kind`.as('certificateKind'))
    .select(
      sql<number>`(select count(*)::int from workforce.employee e where e.tenant_id = p.tenant_id and e.post_id = p.id
        and e.employed_from <= ${today()}::date and (e.employed_to is null or e.employed_to >= ${today()}::date))`.as(
        'employeeCount',
      ),
    )
    .where('p.tenantId', '=', tenantOf(actor))
}

/** The posts of the company in their order; the counts are of employees whom the caller may see. */
export async function listPosts(tx: Tx, actor: Actor): Promise<ResponseOf<typeof contract.listPosts>> {
  return { items: await posts(tx, actor).orderBy('p.position').orderBy('p.name').orderBy('p.id').execute() }
}

/** One post; otherwise not found. */
export async function readPost(tx: Tx, actor: Actor, postId: string): Promise<Post> {
  const found = await posts(tx, actor).where('p.id', '=', postId).executeTakeFirst()
  if (!found) throw refuse.notFound()
  return found
}
