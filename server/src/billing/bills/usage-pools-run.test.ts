import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { editAssignment } from '../assignments/edit-assignment.ts'
import { addPool } from '../pools/add-pool.ts'
import { listPoolShares } from '../pools/pool-shares-view.ts'
import { readPool } from '../pools/pool-view.ts'
import { voidPool } from '../pools/void-pool.ts'
import { makeUsageWorld, type UsageWorld } from '../testing/usage-world.ts'
import { previewBills } from './preview-bills.ts'

/** The numbered examples E16–E19 again, now from shared costs that were entered and a run that bills them. */

let database: TestDatabase
let usage: UsageWorld

beforeAll(async () => {
  setClock(new Date('2026-11-23T10:00:00+08:00'))
  database = await cloneDatabase()
  usage = await makeUsageWorld(database)
})

afterEach(() => setClock(new Date('2026-11-23T10:00:00+08:00')))

afterAll(async () => {
  setClock(null)
  await database.drop()
})

describe('shared costs become bills', () => {
  const DAYS = { fromOn: '2026-06-01', toOn: '2026-06-30' }
  const pool = (ruleId: string, more: object) => {
    const usual = { ...DAYS, name: '公共照明', basis: 'area' as const, meterKind: null, factors: [], note: '' }
    const exempt = { exempt: 'company-bears' as const, exemptPremisesIds: [] as string[] }
    const cost = { by: 'amount' as const, totalFen: 100_00n }
    const input = { id: newId(), communityId: usage.world.communityId, ruleId, ...usual, ...exempt, cost, ...more }
    return usage.world.as((tx, actor) => addPool(tx, actor, input))
  }
  const pageOf = (poolId: string, more: object = {}) =>
    usage.world.as((tx, actor) => listPoolShares(tx, actor, { poolId, limit: 50, ...more }))
  const sharesOf = async (poolId: string) => (await pageOf(poolId)).items
  const shared = async (homes: [code: string, areaM2: string, floor?: number][]) => {
    const rule = await usage.makeRule({ kind: 'pool' })
    const ids: string[] = []
    for (const [code, areaM2, floor] of homes) {
      const id = await usage.makeHome(code, areaM2, floor)
      await usage.assign(rule.id, id)
      ids.push(id)
    }
    return { ruleId: rule.id, ids }
  }
  const billed = async (ruleId: string, ids: string[]) => {
    const { byHome, exceptions } = await usage.run(ruleId, '2026-07', '2026-07')
    expect(exceptions).toEqual([])
    return ids.map(id => byHome.get(id))
  }

  test('E16: what the shared meter counted × the price, by area: 23.62', async () => {
    const { ruleId, ids } = await shared([
      ['E16a', '89.37'],
      ['E16b', '12256.30'],
    ])
    const meter = { kind: 'electricity', level: 'shared', place: '配电房', multiplier: '40', initialReading: '100' }
    const meterId = await usage.makeMeter('', { ...meter, premisesId: null })
    await usage.read(meterId, [
      ['2026-05-31', '200'],
      ['2026-06-30', '330.92'],
    ])
    const cost = { by: 'meters' as const, meterIds: [meterId], unit: '度', unitPrice: '0.6230' }
    expect(await pool(ruleId, { cost })).toMatchObject({ quantity: '5236.8', totalFen: 326253n, memberCount: 2 })
    expect((await billed(ruleId, ids))[0]).toBe('23.62')
  })

  test('E17: the parts add up: 33.34/33.33/33.33; 24.60/24.60/33.17/17.64', async () => {
    const equal = await shared([
      ['E17a', '50'],
      ['E17b', '60'],
      ['E17c', '70'],
    ])
    await pool(equal.ruleId, { basis: 'household' })
    expect((await billed(equal.ruleId, equal.ids)).sort()).toEqual(['33.33', '33.33', '33.34'])
    const byArea = await shared([
      ['E17d', '89.37'],
      ['E17e', '89.37'],
      ['E17f', '120.50'],
      ['E17g', '64.11'],
    ])
    await pool(byArea.ruleId, { cost: { by: 'amount', totalFen: 100_01n } })
    expect(await billed(byArea.ruleId, byArea.ids)).toEqual(['24.60', '24.60', '33.17', '17.64'])
  })

  test('E18: one of three is exempt: the company bears 100.00, or the others pay 150.00', async () => {
    const three = async (name: string, exempt: 'company-bears' | 'redistribute') => {
      const { ruleId, ids } = await shared([
        [`${name}1`, '100'],
        [`${name}2`, '100'],
        [`${name}3`, '100'],
      ])
      const cost = { by: 'amount', totalFen: 300_00n }
      const { companyFen } = await pool(ruleId, { cost, exempt, exemptPremisesIds: [ids[2]] })
      return { companyFen, billed: await billed(ruleId, ids) }
    }
    expect(await three('E18a', 'company-bears')).toEqual({
      companyFen: 100_00n,
      billed: ['100.00', '100.00', undefined],
    })
    expect(await three('E18b', 'redistribute')).toEqual({ companyFen: 0n, billed: ['150.00', '150.00', undefined] })
  })

  test('E19: lift energy by the factor of the floor: 112.50/225.00/225.00/337.50', async () => {
    const { ruleId, ids } = await shared([
      ['E19a', '100', 1],
      ['E19b', '100', 2],
      ['E19c', '100', 3],
      ['E19d', '100', 4],
    ])
    const factors = [
      { upTo: 1, factor: '0.5' },
      { upTo: 3, factor: '1' },
      { upTo: null, factor: '1.5' },
    ]
    await pool(ruleId, { basis: 'factor', factors, cost: { by: 'amount', totalFen: 900_00n } })
    expect(await billed(ruleId, ids)).toEqual(['112.50', '225.00', '225.00', '337.50'])
  })

  test('days that nobody shared are an exception of a run over several months, and of one that looks for corrections', async () => {
    const { ruleId, ids } = await shared([
      ['GapA', '100'],
      ['GapB', '100'],
    ])
    const exempt = { exempt: 'redistribute' as const, exemptPremisesIds: [ids[1] ?? ''] }
    await pool(ruleId, exempt)
    const preview = (from: string, to: string, correctFrom?: string) =>
      usage.world.as(async (tx, actor) => {
        const months = { from, to, ...(correctFrom ? { correctFrom } : {}) }
        const input = { communityId: usage.world.communityId, ruleIds: [ruleId], ...months }
        const { exceptions } = await previewBills(tx, actor, input)
        return exceptions.flatMap(one => (one.code === 'no-payer' ? [] : [`${one.premisesLabel?.at(-1)} ${one.code}`]))
      })
    const both = ['A no-reading', 'B no-reading']
    expect(await preview('2026-07', '2026-07')).toEqual([])
    expect((await preview('2026-08', '2026-08')).sort()).toEqual(both)
    expect((await preview('2026-07', '2026-08')).sort()).toEqual(both)
    expect((await preview('2026-08', '2026-08', '2026-07')).sort()).toEqual(both)
    // A cost of two months at once leaves none of them out.
    await pool(ruleId, { ...exempt, fromOn: '2026-07-01', toOn: '2026-08-31' })
    expect(await preview('2026-07', '2026-09')).toEqual([])
  })

  test('weights are as they were over the days: from 1 to 3 on the 16th of 30 days is twice what 1 is; before and after as they stood then', async () => {
    const weighed = await usage.makeRule({ kind: 'pool' })
    const [changed, same] = [await usage.makeHome('DayA'), await usage.makeHome('DayB')]
    const { id: assignmentId, version } = await usage.assign(weighed.id, changed, { quantity: '1' })
    await usage.assign(weighed.id, same, { quantity: '1' })
    const change = { assignmentId, version, endsOn: null, quantity: '3', quantityFrom: '2026-06-16' }
    await usage.world.as((tx, actor) => editAssignment(tx, actor, change))
    const cost = { by: 'amount' as const, totalFen: 300_00n }
    const may = await pool(weighed.id, { basis: 'custom', cost, fromOn: '2026-05-01', toOn: '2026-05-31' })
    expect((await sharesOf(may.id)).map(share => share.weight)).toEqual(['1', '1'])
    const june = await pool(weighed.id, { basis: 'custom', cost })
    expect((await sharesOf(june.id)).map(share => [share.premisesLabel.slice(-4), share.weight])).toEqual([
      ['DayA', '60'],
      ['DayB', '30'],
    ])
    const july = await pool(weighed.id, { basis: 'custom', cost, fromOn: '2026-07-01', toOn: '2026-07-31' })
    expect((await sharesOf(july.id)).map(share => share.weight)).toEqual(['3', '1'])
    const { bills } = await usage.world.as((tx, actor) =>
      previewBills(tx, actor, {
        ...{ communityId: usage.world.communityId, ruleIds: [weighed.id], from: '2026-06', to: '2026-08' },
      }),
    )
    const amounts = bills.map(bill => [bill.cycleStart, Number(bill.amountFen)]).sort()
    expect(amounts).toEqual([
      ['2026-05-01', 150_00],
      ['2026-05-01', 150_00],
      ['2026-06-01', 100_00],
      ['2026-06-01', 200_00],
      ['2026-07-01', 225_00],
      ['2026-07-01', 75_00],
    ])
    const words = bills.flatMap(bill => bill.lines.map(line => line.words['zh-CN']))
    expect(words.find(text => text.includes('1 × 15天'))).toContain('300.00元 × 60（1 × 15天 + 3 × 15天） ÷ 90')
  })

  test('a cost entered after the run of its month is charged by the next run, once, to whom it held for then', async () => {
    setClock(new Date('2026-01-01T10:00:00+08:00'))
    const rule = await usage.makeRule({ kind: 'pool', dueDays: 10 })
    const [stays, ended] = [await usage.makeHome('LateA'), await usage.makeHome('LateB')]
    await usage.assign(rule.id, stays)
    const charge = await usage.assign(rule.id, ended)
    const run = async (month: string, day: string) => {
      setClock(new Date(`${day}T10:00:00+08:00`))
      return usage.run(rule.id, month, month)
    }
    expect((await run('2026-07', '2026-07-01')).exceptions).toEqual(['no-reading', 'no-reading'])
    // Let go at the end of August; the cost of June comes in October.
    const end = { assignmentId: charge.id, version: charge.version, endsOn: '2026-08-31', quantity: null }
    await usage.world.as((tx, actor) => editAssignment(tx, actor, end))
    setClock(new Date('2026-10-05T10:00:00+08:00'))
    await pool(rule.id, { basis: 'household' })
    setClock(new Date('2026-11-01T09:00:00+08:00'))
    const asked = { communityId: usage.world.communityId, ruleIds: [rule.id], from: '2026-11', to: '2026-11' }
    const { bills } = await usage.world.as((tx, actor) => previewBills(tx, actor, asked))
    expect(bills.map(bill => [bill.cycleStart, Number(bill.amountFen), bill.dueOn])).toEqual([
      ['2026-06-01', 50_00, '2026-11-11'],
      ['2026-06-01', 50_00, '2026-11-11'],
    ])
    expect(bills[0]?.lines[0]?.words['zh-CN']).toMatch(/^补收 2026年6月公摊：公共照明 100.00元 × 1 ÷ 2/)
    expect(await run('2026-11', '2026-11-01')).toMatchObject({ added: 2, amounts: ['50.00', '50.00'] })
    // Again, of its own month and of the next: nothing more.
    expect((await run('2026-11', '2026-11-02')).added).toBe(0)
    expect((await run('2026-07', '2026-11-03')).added).toBe(0)
    expect((await run('2026-12', '2026-12-01')).added).toBe(0)
  })

  test('by what homes used, and by a weight; days are shared once; what is billed is not taken back', async () => {
    const { ruleId, ids } = await shared([
      ['UseA', '100'],
      ['UseB', '100'],
    ])
    for (const [index, value] of ['30', '10'].entries())
      await usage.read(await usage.makeMeter(ids[index] ?? ''), [
        ['2026-05-31', '1'],
        ['2026-06-28', String(Number(value) + 1)],
      ])
    const byUse = { basis: 'usage', meterKind: 'water-cold' }
    const made = await pool(ruleId, byUse)
    expect((await sharesOf(made.id)).map(share => share.weight)).toEqual(['30', '10'])
    // A page at a time, from the whole.
    const first = await pageOf(made.id, { limit: 1, sort: '-amountFen' })
    expect([first.items.map(share => share.weight), first.total, made.wholeWeight]).toEqual([['30'], 2, '40'])
    const second = await pageOf(made.id, { limit: 1, sort: '-amountFen', cursor: first.next ?? '' })
    expect([second.items.map(share => share.weight), second.next]).toEqual([['10'], null])
    expect((await pageOf(made.id, { text: 'UseB' })).items.map(share => share.weight)).toEqual(['10'])
    await expect(pageOf(made.id, { cursor: newId() })).rejects.toMatchObject({ code: 'platform.cursor_wrong' })
    await expect(pool(ruleId, byUse)).rejects.toMatchObject({ code: 'billing.pool_days_taken' })
    const voided = (version: number) =>
      usage.world.as((tx, actor) => voidPool(tx, actor, { poolId: made.id, reason: '录错', version }))
    await voided(1)
    const again = await pool(ruleId, byUse)
    expect(await billed(ruleId, ids)).toEqual(['75.00', '25.00'])
    await expect(
      usage.world.as((tx, actor) => voidPool(tx, actor, { poolId: again.id, reason: '录错', version: 1 })),
    ).rejects.toMatchObject({ code: 'billing.pool_billed', params: { billCount: 2 } })
    const weighed = await usage.makeRule({ kind: 'pool' })
    await usage.assign(weighed.id, ids[0] ?? '', { quantity: '3' })
    await usage.assign(weighed.id, ids[1] ?? '')
    const unknown = await pool(weighed.id, { basis: 'custom' })
    expect(unknown).toMatchObject({ problem: { code: 'no-measure' } })
    expect((await usage.run(weighed.id, '2026-07', '2026-07')).exceptions).toEqual(['no-measure', 'no-measure'])
    await expect(pool((await usage.makeRule({ kind: 'fixed', fixedAmount: '1' })).id, {})).rejects.toMatchObject({
      code: 'billing.pool_rule_wrong',
    })
    expect(await usage.world.as((tx, actor) => readPool(tx, actor, { poolId: unknown.id }))).toMatchObject({
      memberCount: 2,
    })
  })
})
