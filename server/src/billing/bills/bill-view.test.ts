import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { collect } from '../index.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { exportBills, listBills, sumBills } from './bill-view.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-10-10T02:00:00Z'))
  world = await makeJourneyWorld(database)
  await world.bill('2020-06', '2020-12')
  const premisesId = world.rooms['1012']
  const { items } = await page({ premisesId, sort: 'dueOn' })
  const pay = (index: number, amountFen: bigint) =>
    world.as((tx, actor) =>
      collect(tx, actor, { id: newId(), premisesId, billIds: [items[index]?.id ?? ''], amountFen, method: 'cash' }),
    )
  await pay(0, 857_58n)
  await pay(1, 1_00n)
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

function page(change: object = {}) {
  return world.as((tx, actor) => listBills(tx, actor, { communityId: world.communityId, limit: 50, ...change }))
}

describe('the bill list', () => {
  it('sums all that match, whatever the page shows', async () => {
    const two = await page({ limit: 2 })
    const total = 6n * 857_58n + 10n * 343_68n
    expect([two.items.length, two.total]).toEqual([2, 16])
    expect(two.sums).toEqual({ amountFen: total, settledFen: 858_58n, outstandingFen: total - 858_58n })
  })

  it('filters by settlement: due today is open but not overdue', async () => {
    const count = async (change: object) => (await page(change)).total
    expect(await count({ settlement: 'open' })).toBe(15)
    expect(await count({ settlement: 'settled' })).toBe(1)
    // Due before 10-10: five begin in June, two in July, two on 09-10; one of June is settled.
    expect(await count({ settlement: 'overdue' })).toBe(8)
    const overdue = (await page({ settlement: 'open' })).items.filter(bill => bill.overdue)
    expect([overdue.length, overdue.every(bill => bill.dueOn < '2020-10-10')]).toEqual([8, true])
    expect(await count({ state: 'draft' })).toBe(0)
    expect(await count({ ruleId: world.rule1 })).toBe(6)
    expect(await count({ billRunId: newId() })).toBe(0)
  })

  it('finds by room, payer and number', async () => {
    const count = async (text: string) => (await page({ text })).total
    expect([await count('1013'), await count('业主1014'), await count('100%'), await count('_')]).toEqual([3, 4, 0, 0])
    const [bill] = (await page()).items
    const found = await page({ text: bill?.number.toLowerCase() })
    expect(found.items.map(item => item.id)).toEqual([bill?.id])
  })

  it('finds by the payer that a bill has now, by any part of the name, and follows those that change or go', async () => {
    const count = async (text: string) => (await page({ text })).total
    const names = () =>
      asOwner(database, 'select payer_name from billing.bill_payer where premises_id = $1 order by 1', [
        world.rooms['1014'],
      ])
    const rename = (from: string, to: string, limit: number) =>
      asOwner(
        database,
        `update billing.bill set payer_name = $2 where id in (
          select id from billing.bill where premises_id = $4 and payer_name = $1 order by id limit $3)`,
        [from, to, limit, world.rooms['1014']],
      )
    await rename('业主1014', '欧阳Feng有限公司', 1)
    const parts = ['欧阳', '阳Fe', 'feng', '有限公', '公司']
    expect(await Promise.all(parts.map(count))).toEqual([1, 1, 1, 1, 1])
    expect(await count('业主1014')).toBe(3)
    expect((await names()).map(row => row.payer_name)).toEqual(['业主1014', '欧阳Feng有限公司'])
    await rename('欧阳Feng有限公司', '业主1014', 9)
    expect([await count('欧阳'), await count('业主1014')]).toEqual([0, 4])
    expect((await names()).map(row => row.payer_name)).toEqual(['业主1014'])
  })

  it('pages through every order without losing or repeating a bill', async () => {
    for (const sort of ['dueOn', '-dueOn', 'amountFen', '-amountFen', 'number', '-number']) {
      const seen: string[] = []
      let cursor: string | undefined
      do {
        const part: Awaited<ReturnType<typeof page>> = await page({ limit: 3, sort, cursor })
        seen.push(...part.items.map(bill => bill.id))
        cursor = part.next ?? undefined
      } while (cursor)
      expect([sort, seen.length, new Set(seen).size]).toEqual([sort, 16, 16])
    }
    await expect(page({ sort: 'premisesLabel' })).rejects.toMatchObject({ code: 'platform.sort_wrong' })
  })

  it('leaves as a workbook and as csv, with the same filters', async () => {
    const file = (format: 'xlsx' | 'csv') =>
      world.as((tx, actor) => exportBills(tx, actor, { premisesId: world.rooms['1012'], format }))
    const csv = String((await file('csv')).body)
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      '\uFEFF账单编号,房产,业主,收费项目,收费标准,账期起,账期止,应缴日,应收,已收,未收,类别,状态,暂缓,逾期',
      expect.stringMatching(
        /^ZD\d{8},1栋1单元1012室,业主1012,物业费,物业费一,2020-12-10,2021-06-09,2020-12-10,857\.58,1\.00,856\.58,收费,已出账,否,否$/,
      ),
    ])
    const xlsx = await file('xlsx')
    expect(xlsx.name).toBe('账单-2020-10-10.xlsx')
    const book = await readSheets(xlsx.body as Buffer)
    expect(JSON.stringify(book)).toContain('1栋1单元1012室')
  })

  it('leaves sums over more than a page counts to a route of their own, and the rows wait for nothing', async () => {
    const all = (change: object = {}) =>
      world.as((tx, actor) => sumBills(tx, actor, { communityId: world.communityId, ...change }))
    const few = await page({ limit: 1 })
    expect(await all()).toEqual({ total: few.total, sums: few.sums })
    await asOwner(
      database,
      `insert into billing.bill (tenant_id, id, community_id, item_id, premises_id, cycle_start, cycle_end, billing_on, due_on, amount_fen, kind)
        select b.tenant_id, gen_random_uuid(), b.community_id, b.item_id, b.premises_id, '2019-01-01', '2019-01-31', '2019-01-01', '2019-01-31', 1, 'opening'
        from (select * from billing.bill limit 1) b, generate_series(1, 10000)`,
      [],
    )
    const many = await page({ limit: 3 })
    expect([many.items.length, many.total, many.sums]).toEqual([3, 10_001, null])
    expect(await all()).toEqual({
      total: few.total + 10_000,
      sums: { ...few.sums, amountFen: (few.sums?.amountFen ?? 0n) + 10_000n },
    })
    expect((await page({ limit: 3, kind: 'charge' })).sums).toEqual(few.sums)
  })
})
