import type { platform as contract, Permission, RequestOf, ResponseOf } from '@anju/contract'
import { sql } from 'kysely'
import { type Actor, accountOf, can, tenantOf } from '../actor.ts'
import { audit } from '../audit.ts'
import { now } from '../clock.ts'
import { drawer, type Tx } from '../db.ts'
import { refuse, refuseInput } from '../errors.ts'
import { admitToModules } from '../features/admit-to-modules.ts'
import { enqueue } from '../jobs.ts'
import { exportDefinition } from './define-export.ts'
import { readExport } from './export-view.ts'
import { writeExport } from './write-export.ts'

const platform = drawer('platform')

/** Waiting or running at once, for one person. */
const MOST_AT_ONCE = 5

/**
 * Begins to write a list into a file, with the filters of the list's own export route, its permission, and the caller's scope.
 * Errors: platform.not_found (no such list), platform.not_allowed, platform.module_off, platform.input_wrong, platform.too_many_exports.
 */
export async function startExport(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.startExport>,
): Promise<ResponseOf<typeof contract.startExport>> {
  const definition = exportDefinition(input.route)
  if (!definition || actor.kind !== 'staff') throw refuse.notFound()
  const permission = definition.spec.permission as Permission
  if (!can(actor, permission)) throw refuse.notAllowed({ permission })
  const parsed = definition.spec.query?.safeParse({ ...input.query, format: input.format })
  if (parsed && !parsed.success) throw refuseInput(parsed.error)
  await admitToModules(tx, definition.features(), (parsed?.data ?? {}) as object)
  const { count } = await platform(tx)
    .selectFrom('platform.export')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('askedBy', '=', accountOf(actor))
    .where('state', 'in', ['waiting', 'writing'])
    .executeTakeFirstOrThrow()
  if (count >= MOST_AT_ONCE) throw refuse.tooManyExports({ most: MOST_AT_ONCE })
  await platform(tx)
    .insertInto('platform.export')
    .values({
      tenantId: tenantOf(actor),
      id: input.id,
      route: input.route,
      query: JSON.stringify(input.query),
      name: definition.name,
      format: input.format,
      state: 'waiting',
      rights: JSON.stringify(rightsOf(actor)),
      askedBy: accountOf(actor),
      askedByName: actor.name,
      askedAt: now(),
    })
    .execute()
  audit(tx, 'platform.exportAsked', input.id, {
    list: input.route,
    filters: Object.keys(input.query),
    format: input.format,
  })
  await enqueue(tx, writeExport, { exportId: input.id })
  return readExport(tx, actor, { exportId: input.id })
}

function rightsOf({ permissions, communityIds, buildingIds }: Actor) {
  return { permissions: [...permissions], communityIds, buildingIds }
}
