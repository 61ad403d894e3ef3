import type { workforce as contract, RequestOf } from '@anju/contract'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { requireWholeCompany } from '../company-wide.ts'
import { refuse } from '../errors.ts'
import { workforce } from '../tables.ts'
import { type Post, readPost } from './post-view.ts'

/** Adds a post of the company. Errors: workforce.post_code_taken, platform.beyond_scope. */
export async function createPost(tx: Tx, actor: Actor, input: RequestOf<typeof contract.createPost>): Promise<Post> {
  requireWholeCompany(actor)
  const { id, code, name, certificateKind, position } = input
  const added = await workforce(tx)
    .insertInto('workforce.post')
    .values({ tenantId: tenantOf(actor), id, code, name, certificateKind, position })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.postCodeTaken()
  return readPost(tx, actor, id)
}

/** Renames a post, asks for a certificate, or takes it out of use; whoever holds it keeps it. */
export async function editPost(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editPost>): Promise<Post> {
  const before = await readPost(tx, actor, input.postId)
  requireWholeCompany(actor)
  const { name, certificateKind, position, active } = input
  const changed = await workforce(tx)
    .updateTable('workforce.post')
    .set({ name, certificateKind, position, active, version: input.version + 1 })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.postId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!changed) throw platformRefuse.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, { name, certificateKind, position, active })
  return readPost(tx, actor, input.postId)
}
