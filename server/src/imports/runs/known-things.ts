import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { ensureBuildings, ensurePremises, ensureUnits, vehicles } from '../../registry/index.ts'
import { staffGround } from '../../workforce/index.ts'
import type { KnownMeter } from '../kinds/meters.ts'
import type { RoomKey } from '../kinds/room-ref.ts'
import type { ReadTold } from '../kinds/vehicles.ts'
import { imports } from '../tables.ts'
import type { StagedSheet } from '../workbook/mapping.ts'
import type { KnownThings } from '../workbook/plan-import.ts'
import type { CommunityNames } from '../workbook/sheet-plan.ts'
import { knownLeases } from './known-leases.ts'
import { knownOpening } from './known-opening.ts'
import { knownReadings } from './known-readings.ts'
import { knownShares } from './known-shares.ts'

/** What is stored already and may be referred to. */
export async function knownThings(
  tx: Tx,
  actor: Actor,
  place: { communityId: string; sha256: Buffer },
  staged: readonly StagedSheet[],
): Promise<KnownThings> {
  const { communityId } = place
  const ground = await knownGround(tx, actor, communityId)
  return {
    ...ground,
    communities: await communityNames(tx, actor, communityId),
    shares: await knownShares(tx, actor, { communityId, roomById: ground.roomById }, staged),
    meters: await knownMeters(tx, actor, communityId),
    readTold: await knownVehicleFields(tx, actor),
    staff: { communityId, ...(await staffGround(tx, actor)) },
    leases: await knownLeases(tx, actor, communityId),
    ...(await knownReadings(tx, actor, communityId, staged)),
    ...(await knownOpening(tx, actor, place, staged)),
    today: today(),
  }
}

/** What the company asks of vehicles besides. */
async function knownVehicleFields(tx: Tx, actor: Actor): Promise<ReadTold> {
  const fields = await imports(tx)
    .selectFrom('registry.publicCustomField')
    .select(['id', 'label', 'type', 'choices'])
    .where('tenantId', '=', tenantOf(actor))
    .where('subject', '=', 'vehicle')
    .where('archivedAt', 'is', null)
    .execute()
  const asked = fields as Parameters<typeof vehicles.parseTold>[0]
  return text => vehicles.parseTold(asked, text)
}

/** Buildings, units and premises that are there, and what lists call the premises. */
async function knownGround(tx: Tx, actor: Actor, communityId: string) {
  const buildings = await ensureBuildings(tx, actor, communityId, [])
  const units = await ensureUnits(tx, actor, communityId, [])
  const { idByKey } = await ensurePremises(tx, actor, communityId, [])
  const { rows } = await sql<{ id: string; label: string }>`select p.id, p.label from registry.public_premises p
    where p.tenant_id = ${tenantOf(actor)} and p.community_id = ${communityId} and p.ended_on is null`.execute(
    imports(tx),
  )
  const labelOf = new Map(rows.map(row => [row.id, row.label]))
  const roomById = new Map<string, RoomKey>()
  const labels = new Map<string, RoomKey>()
  for (const [key, id] of idByKey) {
    const [building = '', unit = '', area = '', ...code] = key.split('/')
    const room = {
      ...{ buildingCode: building || null, unitCode: unit || null, areaCode: area || null },
      roomCode: code.join('/'),
    }
    roomById.set(id, room)
    labels.set((labelOf.get(id) ?? '').replace(/\s+/g, ''), room)
  }
  return {
    buildingCodes: [...buildings.idByCode.keys()],
    units: [...units.idByKey.keys()].map(key => {
      const [buildingCode = '', unitCode = ''] = key.split('/')
      return { buildingCode, unitCode }
    }),
    places: new Set(idByKey.keys()),
    ...{ rooms: [...roomById.values()], roomById, labels },
  }
}

async function communityNames(tx: Tx, actor: Actor, communityId: string): Promise<CommunityNames> {
  const { rows } = await sql<{ id: string; name: string }>`select c.id, c.name from registry.public_community c
    where c.tenant_id = ${tenantOf(actor)}`.execute(imports(tx))
  const own = rows.find(row => row.id === communityId)?.name ?? ''
  return { own, others: new Set(rows.flatMap(row => (row.name === own ? [] : [row.name]))) }
}

async function knownMeters(tx: Tx, actor: Actor, communityId: string): Promise<NonNullable<KnownThings['meters']>> {
  const rows = await imports(tx)
    .selectFrom('metering.publicMeter')
    .select(['code', 'state'])
    .select([sql<KnownMeter['kind']>`kind`.as('kind'), sql<KnownMeter['level']>`level`.as('level')])
    .where('tenantId', '=', tenantOf(actor))
    .where('communityId', '=', communityId)
    .execute()
  return new Map(rows.map(({ code, kind, level, state }) => [code, { kind, level, retired: state === 'retired' }]))
}
