import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../platform/ids.ts'
import { ensureBuildings } from '../../registry/buildings/ensure-buildings.ts'
import { createCommunity } from '../../registry/communities/create-community.ts'
import { ensureOccupancies } from '../../registry/occupancies/ensure-occupancies.ts'
import { addPeople } from '../../registry/people/add-people.ts'
import { exportPeople } from '../../registry/people/person-view.ts'
import { ensurePremises, premisesKey } from '../../registry/premises/ensure-premises.ts'
import { type ImportWorld, openImportWorld } from '../testing/import-world.ts'
import { sheetOf } from '../workbook/testing/sample-sheets.ts'
import { commitImport } from './commit-import.ts'

let world: ImportWorld
beforeAll(async () => {
  world = await openImportWorld()
  await commit([spaces(['A', '001'], ['B', '001'], ['C', '001'], ['D', '001'])])
  await commit([
    owners([
      ['A区车位001', '甲', '13800138001', '60%'],
      ['C区车位001', '甲', '13800138001', '60%'],
      ['D区车位001', '丁', null, '100%'],
      ['D区车位001', '丁', '13800138004', '100%'],
    ]),
  ])
})
afterAll(() => world.close())

const commit = async (sheets: ReturnType<typeof sheetOf>[]) => {
  const planned = await world.plan(sheets)
  await world.run(tx => commitImport(tx, world.staff, { importId: planned.id, changes: [] }))
  await world.settle()
  return planned
}
const spaces = (...rows: string[][]) => sheetOf('车位信息', '停车场编号 车位编码', rows)
const owners = (rows: (string | null)[][]) => sheetOf('业主资料', '房号 姓名 联系电话 产权份额', rows)
const told = async (rows: (string | null)[][]) =>
  (await world.plan([owners(rows)])).problems.map(({ row, code }) => `${row} ${code}`)

describe('shares of a space', () => {
  it('count with who owns a part of that very space already', async () => {
    expect(
      await told([
        ['A区车位001', '乙', '13800138002', '60%'],
        ['B区车位001', '丙', '13800138003', '60%'],
      ]),
    ).toEqual(['2 shares_exceed', '3 shares_not_whole'])
  })

  it('do not count with owners of one that is no more', async () => {
    await world.look("update registry.premises set ended_on = '2020-01-01' where area_code = 'C'")
    await commit([spaces(['C', '001'])])
    expect(await told([['C区车位001', '乙', '13800138002', '100%']])).toEqual([])
  })
})

describe('a person in two rows of a home', () => {
  it('is one, though only one of them tells the phone', async () => {
    const rows = await world.look<{ people: number; share: string }>(
      `select count(distinct o.person_id)::int as people, sum(o.share)::text as share
       from registry.occupancy o join registry.premises p on p.id = o.premises_id where p.area_code = 'D'`,
    )
    expect(rows).toEqual([{ people: 1, share: '1.00000000' }])
  })
})

describe('our own list of people', () => {
  it('tells of each home where it lies, and goes in again without changing anything', async () => {
    const other = newId()
    await world.run(async tx => {
      await createCommunity(tx, world.staff, { id: other, code: 'HY', name: '和园', address: '' })
      const person = { id: newId(), name: '无号', sex: null, phone: null, idNumber: null }
      await addPeople(tx, world.staff, other, [person])
      for (const communityId of [other, world.communityId]) {
        await ensureBuildings(tx, world.staff, communityId, [{ code: '1' }])
        const home = { buildingCode: '1', unitCode: null, areaCode: null, code: '101' }
        const none = { floor: 1, layoutCode: null, areaM2: null, innerAreaM2: null, areaFrom: '2020-01-01' }
        const { idByKey } = await ensurePremises(tx, world.staff, communityId, [
          { ...home, ...none, use: 'shop', state: 'occupied' },
        ])
        const premisesId = idByKey.get(premisesKey(home)) ?? ''
        await ensureOccupancies(tx, world.staff, [
          { premisesId, personId: person.id, kind: 'owner', fromOn: '2020-01-01' },
        ])
      }
    })
    const csv = await world.run(tx => exportPeople(tx, world.staff, { format: 'csv', text: '无号' }))
    expect(String(csv.body)).toMatch(/幸福里、和园|和园、幸福里/)
    const file = await world.run(tx => exportPeople(tx, world.staff, { format: 'xlsx', text: '无号' }))
    const { problems, counts } = await world.plan(Buffer.from(file.body as Uint8Array))
    expect([problems, counts.filter(count => count.create > 0)]).toEqual([[], []])
  })
})
