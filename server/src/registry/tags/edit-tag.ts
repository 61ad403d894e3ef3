import type { registry as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { recordChanges } from '../../platform/audit.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { registry } from '../tables.ts'
import { refuseTakenName } from './create-tag.ts'
import { requireWholeCompany } from './require-whole-company.ts'
import { listTags, type TagRow } from './tag-view.ts'

/** Renames or recolours a tag. */
export async function editTag(tx: Tx, actor: Actor, input: RequestOf<typeof contract.editTag>): Promise<TagRow> {
  requireWholeCompany(actor)
  const before = await readTag(tx, actor, input.tagId)
  await refuseTakenName(tx, actor, input.name, input.tagId)
  const updated = await registry(tx)
    .updateTable('registry.tag')
    .set({ name: input.name, colour: input.colour, version: sql`version + 1` })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.tagId)
    .where('version', '=', input.version)
    .returning('version')
    .executeTakeFirst()
  if (!updated) throw refuse.changedMeanwhile({ version: before.version })
  recordChanges(tx, before, { name: input.name, colour: input.colour })
  return { ...before, name: input.name, colour: input.colour, version: updated.version }
}

/** Takes a tag away, from everybody who carries it. */
export async function removeTag(tx: Tx, actor: Actor, input: { tagId: string; version: number }): Promise<void> {
  requireWholeCompany(actor)
  const before = await readTag(tx, actor, input.tagId)
  const removed = await registry(tx)
    .deleteFrom('registry.tag')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', input.tagId)
    .where('version', '=', input.version)
    .returning('id')
    .executeTakeFirst()
  if (!removed) throw refuse.changedMeanwhile({ version: before.version })
  recordChanges<{ name: string | null }>(tx, { name: before.name }, { name: null })
}

async function readTag(tx: Tx, actor: Actor, tagId: string): Promise<TagRow> {
  const { items } = await listTags(tx, actor)
  const tag = items.find(one => one.id === tagId)
  if (!tag) throw refuse.notFound()
  return tag
}
