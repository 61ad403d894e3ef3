import type { registry as contract, RequestOf, ResponseOf } from '@anju/contract'
import { type SqlBool, sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../../platform/errors.ts'
import { fileRefs } from '../../platform/files/file-view.ts'
import { keyset, pageOfRows, pageRows } from '../../platform/page.ts'
import { startsWith } from '../../platform/starts-with.ts'
import { namesPerson } from '../people/person-view.ts'
import { registry } from '../tables.ts'
import { plateMatches } from './vehicle-view.ts'

export type Application = ResponseOf<typeof contract.readVehicleApplication>
type Filters = { communityId?: string; state?: string; text?: string }

const SORTS = {
  createdAt: { by: sql`a.created_at`, type: 'timestamptz' },
  plate: { by: sql`a.plate`, type: 'text' },
} as const

/** What residents ask to have registered, the newest first. `text` is a plate or a name. */
export async function listVehicleApplications(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.listVehicleApplications>,
): Promise<ResponseOf<typeof contract.listVehicleApplications>> {
  const keys = keyset(input, sql<string>`a.id`, SORTS, '-createdAt')
  const rows = await pageRows(applicationRows(tx, actor, input), keys, input)
  const { count } = await applicationRows(tx, actor, input)
    .clearSelect()
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow()
  const page = pageOfRows(input, rows, count, '-createdAt')
  return { ...page, items: await withPhotos(tx, page.items) }
}

/** One application. Errors: platform.not_found. */
export async function readVehicleApplication(
  tx: Tx,
  actor: Actor,
  input: { applicationId: string },
): Promise<Application> {
  const row = await applicationRows(tx, actor, {}).where('a.id', '=', input.applicationId).executeTakeFirst()
  if (!row) throw refuse.notFound()
  const [application] = await withPhotos(tx, [row])
  if (!application) throw refuse.notFound()
  return application
}

/** The applications that match, within the walls: staff see their communities, residents their households. */
export function applicationRows(tx: Tx, actor: Actor, filters: Filters) {
  return registry(tx)
    .selectFrom('registry.vehicleApplication as a')
    .innerJoin('registry.community as c', join =>
      join.onRef('c.tenantId', '=', 'a.tenantId').onRef('c.id', '=', 'a.communityId'),
    )
    .innerJoin('registry.premises as p', join =>
      join.onRef('p.tenantId', '=', 'a.tenantId').onRef('p.id', '=', 'a.premisesId'),
    )
    .leftJoin('registry.person as n', join =>
      join.onRef('n.tenantId', '=', 'a.tenantId').onRef('n.id', '=', 'a.personId'),
    )
    .select([
      'a.id',
      'a.communityId',
      'c.name as communityName',
      'a.premisesId',
      'p.label as premisesLabel',
      'a.personId',
    ])
    .select([
      'a.plate',
      'a.plateKind',
      'a.plateColour',
      'a.kind',
      'a.brand',
      'a.model',
      'a.colour',
      'a.notes',
      'a.photoIds',
    ])
    .select(['a.state', 'a.reason', 'a.decidedName', 'a.decidedAt', 'a.vehicleId', 'a.createdAt', 'a.version'])
    .select([
      sql<string>`coalesce(n.name, '')`.as('personName'),
      sql<number>`(select count(*)::int from registry.vehicle v where v.tenant_id = a.tenant_id and v.premises_id = a.premises_id
        and v.state = 'active')`.as('sameHousehold'),
    ])
    .where('a.tenantId', '=', tenantOf(actor))
    .$if(Boolean(filters.communityId), query => query.where('a.communityId', '=', filters.communityId ?? ''))
    .$if(Boolean(filters.state), query => query.where('a.state', '=', filters.state ?? ''))
    .$if(Boolean(filters.text), query => query.where(namesApplication(filters.text ?? '')))
}

function namesApplication(text: string) {
  const plate = plateMatches('a', text)
  const name = sql<SqlBool>`coalesce(${namesPerson(text, false)}, false)`
  return plate
    ? sql<SqlBool>`(${plate} or ${name})`
    : sql<SqlBool>`(${name} or ${startsWith(sql`a.plate`, text.toUpperCase())})`
}

type Row = Awaited<ReturnType<ReturnType<typeof applicationRows>['execute']>>[number]

async function withPhotos(tx: Tx, rows: Row[]): Promise<Application[]> {
  const photos = await fileRefs(
    tx,
    rows.flatMap(row => row.photoIds),
  )
  return rows.map(({ photoIds, ...row }) => ({
    ...(row as unknown as Application),
    photos: photoIds.flatMap(id => photos.get(id) ?? []),
  }))
}
