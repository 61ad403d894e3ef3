import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { metering } from '../tables.ts'
import { type MeterKind, type MeterLevel, type Parent, parentProblem, registerShows } from './meter.ts'

/**
 * The meter, locked until the end of the transaction; not against being named as a parent, or two who close a circle would wait for
 * each other. Errors: platform.not_found.
 */
export async function lockMeter(tx: Tx, actor: Actor, meterId: string) {
  const meter = await metering(tx)
    .selectFrom('metering.meter')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', meterId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!meter) throw platformRefuse.notFound()
  return meter
}

interface Said {
  kind: MeterKind
  level: MeterLevel
  parentId: string | null
  premisesId: string | null
  place: string
  digits: number
  decimals: number
  initialReading: string
  installedOn: string | null
}

/**
 * What may be said of a meter. Errors: platform.not_found (community, home, parent), metering.place_missing, reading_too_long,
 * parent_wrong, dates_wrong.
 */
export async function checkMeter(tx: Tx, actor: Actor, communityId: string, said: Said): Promise<void> {
  const { premisesId, parentId, digits, decimals } = said
  if (premisesId === null && (said.level === 'household' || said.place === '')) throw refuse.placeMissing()
  if (!registerShows(said.initialReading, said)) {
    throw refuse.readingTooLong({ reading: said.initialReading, digits, decimals })
  }
  if (said.installedOn !== null && said.installedOn > today()) throw refuse.datesWrong()
  const { rows } = await sql<{ there: boolean }>`
    select exists (select 1 from registry.public_community where tenant_id = ${tenantOf(actor)} and id = ${communityId})
      and (${premisesId}::uuid is null or exists (select 1 from registry.public_premises
        where tenant_id = ${tenantOf(actor)} and id = ${premisesId} and community_id = ${communityId})) as there`.execute(
    metering(tx),
  )
  if (!rows[0]?.there) throw platformRefuse.notFound()
  if (parentId !== null) await checkParent(tx, actor, communityId, said.kind, parentId)
}

async function checkParent(tx: Tx, actor: Actor, communityId: string, kind: MeterKind, parentId: string) {
  const parent = await metering(tx)
    .selectFrom('metering.meter')
    .select(['kind', 'level', 'state'])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('id', '=', parentId)
    .executeTakeFirst()
  if (!parent) throw platformRefuse.notFound()
  const problem = parentProblem(kind, parent as Parent)
  if (problem !== null) throw refuse.parentWrong({ problem })
}

/** Whether another meter of the community has the code, in use or not. Errors: metering.code_taken. */
export async function requireCodeFree(
  tx: Tx,
  actor: Actor,
  communityId: string,
  code: string,
  exceptId: string | null,
): Promise<void> {
  const other = await metering(tx)
    .selectFrom('metering.meter')
    .select('id')
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('code', '=', code)
    .$if(exceptId !== null, query => query.where('id', '<>', exceptId ?? ''))
    .executeTakeFirst()
  if (other) throw refuse.codeTaken({ code, meterId: other.id })
}

/** Below how many meters in use this one stands. */
export async function countBelow(tx: Tx, actor: Actor, communityId: string, meterId: string): Promise<number> {
  const { count } = await metering(tx)
    .selectFrom('metering.meter')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .where('parentId', '=', meterId)
    .where('state', '<>', 'retired')
    .executeTakeFirstOrThrow()
  return count
}

/** The database's own word that a meter would hang below itself becomes a refusal. */
export async function keepTree<T>(work: Promise<T>): Promise<T> {
  return work.catch(error => {
    if ((error as { constraint?: string }).constraint === 'meter_tree')
      throw refuse.parentWrong({ problem: 'below-itself' })
    throw error
  })
}
