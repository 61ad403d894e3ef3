import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { createLease } from '../leases/create-lease.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { readPerson } from '../people/person-detail-view.ts'
import { letSpace } from '../spaces/let-space.ts'
import { makeParkingWorld, type ParkingWorld } from '../testing/parking-world.ts'
import { ensureVehicles } from '../vehicles/ensure-vehicles.ts'
import { mergePeople } from './merge-people.ts'
import { PARTS, REFERENCES } from './take-snapshot.ts'
import { undoMerge } from './undo-merge.ts'

let world: ParkingWorld
let admin: Actor

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  world = await makeParkingWorld()
  admin = world.admin
})

afterAll(async () => {
  setClock(null)
  await world.database.drop()
})

/** What tells of the merge itself. */
const OF_THE_MERGE = ['registry.person_merge.merged_id', 'registry.person_merge.person_id']

/** Facts to the right keep the id they were written with, and are found by every record of a person (docs/decisions/0011). */
const READ_BY_EVERY_RECORD = ['residents.data_request.person_id']
const READ_WITHOUT_KEY = [
  'billing.bill.payer_person_id',
  // whose account is debited: compared with the payers of bills by who they are now
  'billing.debit.payer_person_id',
  // money kept under the record it was paid for; the desk shows every purse and deposit of the home
  'billing.deposit.payer_person_id',
  'billing.mandate.payer_person_id',
  'billing.purse.holder_person_id',
  // closed with the merge; the survivor's own account opens the door
  'identity.resident_account.person_id',
  // who owed what was paid; a household sees it by every record of those who live there
  'payments.payment.payer_person_id',
  'registry.duplicate_pair.person_id',
  // who was recorded wrongly, as it was then
  'registry.occupancy_correction.person_id',
  'residents.consent.person_id',
  'residents.data_export.person_id',
  'service_desk.work_order.reporter_person_id',
]

const moved = [
  ...PARTS.map(table => `registry.${table}.person_id`),
  ...REFERENCES.map(({ relation, column }) => `registry.${relation}.${column}`),
]

async function personKeys(): Promise<string[]> {
  const rows = await asOwner<{ name: string }>(
    world.database,
    `select n.nspname || '.' || c.relname || '.' || a.attname as name
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'tenant_id'
     where k.contype = 'f' and k.confrelid = 'registry.person'::regclass order by 1`,
  )
  return rows.map(row => row.name)
}

describe('what names a person', () => {
  test('by a foreign key moves with a merge, tells of it, or is read by every record of the person', async () => {
    expect(await personKeys()).toEqual([...moved, ...OF_THE_MERGE, ...READ_BY_EVERY_RECORD].sort())
  })

  test('without a foreign key is known', async () => {
    const keys = await personKeys()
    const rows = await asOwner<{ name: string }>(
      world.database,
      `select n.nspname || '.' || c.relname || '.' || a.attname as name from pg_attribute a
       join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p') join pg_namespace n on n.oid = c.relnamespace
       where a.attname like '%person\\_id' and n.nspname not in ('pg_catalog', 'information_schema') order by 1`,
    )
    expect(rows.map(row => row.name).filter(name => !keys.includes(name))).toEqual(READ_WITHOUT_KEY)
  })
})

/** Every row that names somebody by a key that moves, as text. */
async function rowsOf(personIds: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const name of moved) {
    const [schema, table, column] = name.split('.')
    const rows = await asOwner<{ row: string }>(
      world.database,
      `select '${table}.${column} ' || ${table === 'person' ? `id::text || coalesce(${column}::text, '')` : 'to_jsonb(t)::text'} as row
       from ${schema}.${table} t where ${column} = any ($1::uuid[]) order by 1`,
      [personIds],
    )
    found.push(...rows.map(row => row.row))
  }
  return found
}

/** 张三 and everything that can name somebody: an owner's stay, a car with an application, a space and a home let to him, an earlier merge. */
async function furnish(): Promise<void> {
  const { zhang, wang, communityId } = world
  await world.as(admin, async tx => {
    await ensureVehicles(tx, admin, communityId, [
      {
        ...{ plate: '京A24680', kind: 'car', brand: null, model: null, colour: null },
        ...{ ownerId: zhang.id, premisesId: world.homeId('302') },
      },
    ])
    await letSpace(tx, admin, {
      ...{ spaceId: world.spaceId('003'), id: newId(), holderId: zhang.id, fromOn: '2026-01-01', toOn: '2026-12-31' },
      ...{ monthlyPriceFen: 1n, vehicleIds: [], notes: '', apart: false },
    })
    await createLease(tx, admin, {
      ...{ id: newId(), number: 'HT-M', rentKind: 'fixed', rentFen: 1n, rentPeriod: 'month', unitPrice: null },
      ...{ areaM2: null, payEveryMonths: 1, paymentDay: 1, depositFen: 0n, purpose: '', notes: '', documents: [] },
      ...{ staffId: null, signedOn: '2026-01-01', premisesIds: [world.homeId('301')], landlordIds: [wang.id] },
      ...{ tenantIds: [zhang.id], fromOn: '2026-01-01', toOn: '2026-12-31' },
    })
  })
  await asOwner(
    world.database,
    `insert into registry.vehicle_application (tenant_id, id, community_id, premises_id, person_id, asked_by, plate, plate_kind, plate_colour, kind, created_at)
     select tenant_id, gen_random_uuid(), community_id, id, $2, gen_random_uuid(), '京A13579', 'ordinary', 'blue', 'car', now() from registry.premises where id = $1`,
    [world.homeId('302'), zhang.id],
  )
}

async function merge(personId: string, mergedId: string) {
  const [one, other] = await world.as(admin, async tx => [
    await readPerson(tx, admin, { personId }),
    await readPerson(tx, admin, { personId: mergedId }),
  ])
  const keep = 'survivor' as const
  return world.as(admin, tx =>
    mergePeople(tx, admin, {
      ...{ id: newId(), personId, mergedId, version: one?.version ?? 0, mergedVersion: other?.version ?? 0 },
      take: {
        ...{ name: keep, sex: keep, birthday: keep, document: keep, email: keep, postalAddress: keep },
        ...{ legalRepresentative: keep, note: keep, primaryPhone: keep },
      },
    }),
  )
}

test('merging leaves no key with the merged one, and undoing gives back every row as it was', async () => {
  await furnish()
  const { zhang, wang, stranger } = world
  await merge(zhang.id, stranger.id)
  const both = [zhang.id, wang.id]
  const before = await rowsOf(both)
  for (const kind of ['vehicle.owner_id', 'vehicle_application', 'space_lease', 'lease_party', 'occupancy', 'person.'])
    expect(
      before.some(row => row.startsWith(kind)),
      kind,
    ).toBe(true)
  const merged = await merge(wang.id, zhang.id)
  expect(await rowsOf([zhang.id])).toEqual([])
  // Who was merged before leads to the survivor at once.
  expect((await world.as(admin, tx => readPerson(tx, admin, { personId: stranger.id }))).mergedInto).toBe(wang.id)
  await world.as(admin, tx => undoMerge(tx, admin, { mergeId: merged.id }))
  expect(await rowsOf(both)).toEqual(before)
})

test('nobody is recorded anywhere who is not there, of another company, or merged away', async () => {
  const foreign = await makeParkingWorld()
  try {
    const { zhang, stranger } = world
    const write = (personId: string) =>
      world.as(admin, tx =>
        ensureOccupancies(tx, admin, [
          { premisesId: world.homeId('301'), personId: zhang.id, kind: 'family', fromOn: '2026-01-01' },
          { premisesId: world.homeId('301'), personId, kind: 'family', fromOn: '2026-01-01' },
        ]),
      )
    for (const personId of [newId(), foreign.wang.id, stranger.id])
      await expect(write(personId)).rejects.toThrow('platform.not_found')
    const rows = await asOwner(world.database, `select 1 from registry.occupancy where kind = 'family'`)
    expect(rows).toEqual([])
  } finally {
    await foreign.database.drop()
  }
})
