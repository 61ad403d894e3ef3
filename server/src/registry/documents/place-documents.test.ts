import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings } from '../buildings/ensure-buildings.ts'
import { createCommunity } from '../communities/create-community.ts'
import { ensureOccupancies } from '../occupancies/ensure-occupancies.ts'
import { addPeople } from '../people/add-people.ts'
import { deletePremises } from '../premises/delete-premises.ts'
import { ensurePremises, type PremisesInput } from '../premises/ensure-premises.ts'
import { registry } from '../tables.ts'
import { addPlaceDocument } from './add-place-document.ts'
import { editPlaceDocument, removePlaceDocument } from './edit-place-document.ts'
import { exportPlaceDocuments } from './export-place-documents.ts'
import { listPlaceDocuments } from './place-document-view.ts'

let database: TestDatabase
let tenant: Tenant
let admin: Actor
let shops: string[]
let buildingIds: string[]
const [communityId, otherId, ownerId] = [newId(), newId(), newId()]

const as = <T>(actor: Actor, work: Parameters<typeof inTransaction<T>>[2]) => inTransaction(database.db, actor, work)

const shop = (buildingCode: string, code: string): PremisesInput => ({
  ...{ buildingCode, unitCode: null, areaCode: null, code, floor: 1, use: 'shop', state: 'occupied' },
  ...{ layoutCode: null, areaM2: '50.00', innerAreaM2: null, areaFrom: '2020-01-01' },
})

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  admin = await tenant.staff({ name: '周明' })
  await as(admin, async tx => {
    await createCommunity(tx, admin, { id: communityId, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: otherId, code: 'HY', name: '和园', address: '' })
    const { idByCode } = await ensureBuildings(tx, admin, communityId, [{ code: '1' }, { code: '2' }])
    buildingIds = [...idByCode.values()]
    const made = await ensurePremises(tx, admin, communityId, [shop('1', 'SA'), shop('2', 'SB'), shop('2', 'SC')])
    shops = ['1///SA', '2///SB', '2///SC'].map(key => made.idByKey.get(key) ?? '')
    await addPeople(tx, admin, communityId, [{ id: ownerId, name: '王', sex: null, phone: null, idNumber: null }])
    await ensureOccupancies(tx, admin, [
      { premisesId: shops[0] ?? '', personId: ownerId, kind: 'owner', fromOn: '2020-01-01' },
    ])
  })
})

afterAll(async () => {
  setClock(null)
  await database.drop()
})

/** A stored picture of somebody. */
async function fileOf(actor: Actor, purpose: 'photo' | 'document' = 'photo'): Promise<string> {
  const id = newId()
  await asOwner(
    database,
    `insert into platform.file (tenant_id, id, name, media_type, bytes, sha256, purpose, thumbnail, uploaded_by, uploaded_by_name, at, stored)
     values ($1, $2, '房产证.jpg', 'image/jpeg', 10, '\\x00', $3, false, $4, '周明', now(), true)`,
    [tenant.tenantId, id, purpose, actor.id],
  )
  return id
}

const PAPER = {
  ...{ kind: 'title' as const, title: '不动产权证', number: '浙(2024)第001号', note: '' },
  ...{ datedOn: '2024-05-01' as string | null, validUntil: null as string | null },
}

async function add(actor: Actor, premisesId: string | null, more: Partial<typeof PAPER & { fileId: string }> = {}) {
  const fileId = more.fileId ?? (await fileOf(actor))
  const body = { ...PAPER, ...more, id: newId(), communityId, premisesId, fileId, filePurpose: 'photo' as const }
  return as(actor, tx => addPlaceDocument(tx, actor, body))
}

const list = (actor: Actor, query: Partial<Parameters<typeof listPlaceDocuments>[2]>) =>
  as(actor, tx => listPlaceDocuments(tx, actor, { limit: 50, ...query }))

describe('papers', () => {
  test('are put, listed, found, corrected, exported and taken away with their trace', async () => {
    const paper = await add(admin, shops[0] ?? '')
    expect(paper).toMatchObject({ premisesLabel: '1栋SA', title: '不动产权证', addedByName: '周明', carried: false })
    expect(paper.file?.name).toBe('房产证.jpg')
    const ofAll = await add(admin, null, { title: '服务合同', validUntil: '2026-12-31' })
    expect((await list(admin, { communityId })).total).toBe(2)
    expect((await list(admin, { of: 'community' })).items.map(one => one.id)).toEqual([ofAll.id])
    expect((await list(admin, { validity: 'due' })).items.map(one => one.id)).toEqual([ofAll.id])
    expect((await list(admin, { text: '1栋SA' })).items.map(one => one.id)).toEqual([paper.id])
    expect((await list(admin, { sort: 'validUntil' })).items.map(one => one.id)).toEqual([ofAll.id, paper.id])

    const change = { documentId: paper.id, ...PAPER, title: '房产证', version: 1 }
    const edited = await as(admin, tx => editPlaceDocument(tx, admin, change))
    expect([edited.title, edited.version]).toEqual(['房产证', 2])
    await expect(as(admin, tx => editPlaceDocument(tx, admin, change))).rejects.toThrow('platform.changed_meanwhile')
    const file = await as(admin, tx => exportPlaceDocuments(tx, admin, { premisesId: shops[0] ?? '', format: 'csv' }))
    expect(String(file.body)).toMatch(/安居花园,1栋SA,房产证,房产证,/)

    const gone = { documentId: paper.id, reason: '传错了', version: 2 }
    await as(admin, tx => removePlaceDocument(tx, admin, gone))
    expect((await list(admin, { premisesId: shops[0] ?? '' })).total).toBe(0)
    const [trace] = (await list(admin, { removed: 'yes' })).items
    expect(trace).toMatchObject({ id: paper.id, removedByName: '周明', removedReason: '传错了' })
    await expect(as(admin, tx => removePlaceDocument(tx, admin, { ...gone, version: 3 }))).rejects.toThrow(
      'registry.document_removed',
    )
  })

  test('with somebody else’s file, backwards days or another community’s premises are refused', async () => {
    const colleague = await tenant.staff()
    const theirs = await fileOf(colleague)
    await expect(add(admin, shops[1] ?? '', { fileId: theirs })).rejects.toThrow('platform.not_found')
    await expect(add(admin, shops[1] ?? '', { validUntil: '2024-04-30' })).rejects.toThrow(
      'registry.document_dates_wrong',
    )
    const fileId = await fileOf(admin)
    const elsewhere = { ...PAPER, id: newId(), communityId: otherId, premisesId: shops[1] ?? '' }
    await expect(
      as(admin, tx => addPlaceDocument(tx, admin, { ...elsewhere, fileId, filePurpose: 'photo' })),
    ).rejects.toThrow('platform.not_found')
  })

  test('are seen by staff of the building, changed for the community by who answers for it, and by no resident', async () => {
    await add(admin, shops[0] ?? '')
    await add(admin, shops[1] ?? '')
    const some = await tenant.staff({ communityIds: [communityId], buildingIds: buildingIds.slice(1) })
    const seen = (await list(some, { communityId })).items.map(one => one.premisesLabel)
    expect(seen).toContain('2栋SB')
    expect(seen).toContain(null)
    expect(seen).not.toContain('1栋SA')
    await expect(add(some, null)).rejects.toThrow('platform.beyond_scope')
    const elsewhere = await tenant.staff({ communityIds: [otherId] })
    expect((await list(elsewhere, {})).total).toBe(0)
    const resident = await tenant.resident(ownerId)
    const forgotten = await as(resident, tx => registry(tx).selectFrom('registry.placeDocument').select('id').execute())
    expect(forgotten).toEqual([])
  })

  test('go with premises that were made by mistake', async () => {
    await add(admin, shops[2] ?? '')
    await as(admin, tx => deletePremises(tx, admin, { premisesId: shops[2] ?? '', version: 1 }))
    expect((await list(admin, { premisesId: shops[2] ?? '' })).total).toBe(0)
  })
})
