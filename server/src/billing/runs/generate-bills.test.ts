import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { readBalances } from '../../ledger/index.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { ensurePremises, premisesKey } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { billPage } from '../bills/bill-view.ts'
import { assignRules, issueBillRun, readBillById, startBillRun } from '../index.ts'
import { type JourneyWorld, makeJourneyWorld, type Room } from '../testing/journey-world.ts'
import { exportBillRuns } from './export-runs.ts'
import { generateRun, workOutChunk, writeChunk } from './generate-bills.ts'
import { issueChunk } from './issue-bills.ts'
import { listBillRuns, readBillRun } from './run-view.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await cloneDatabase()
})
afterAll(() => database.drop())
afterEach(() => setClock(null))

/** 94.56 × 1.3 + 20 = 142.928 → 142.93 a month, six of them; 94.56 × 1 + 20 = 114.56, three of them. */
const RULE1_FEN = 857_58n
const RULE2_FEN = 343_68n
const TOTAL_FEN = 6n * RULE1_FEN + 10n * RULE2_FEN

const EXPECTED: Record<Room, [start: string, end: string, fen: bigint][]> = {
  '1011': [
    ['2020-06-10', '2020-12-09', RULE1_FEN],
    ['2020-07-10', '2020-10-09', RULE2_FEN],
    ['2020-10-10', '2021-01-09', RULE2_FEN],
    ['2020-12-10', '2021-06-09', RULE1_FEN],
  ],
  '1012': [
    ['2020-06-10', '2020-12-09', RULE1_FEN],
    ['2020-12-10', '2021-06-09', RULE1_FEN],
  ],
  '1013': [
    ['2020-06-10', '2020-09-09', RULE2_FEN],
    ['2020-09-10', '2020-12-09', RULE2_FEN],
    ['2020-12-10', '2021-03-09', RULE2_FEN],
  ],
  '1014': [
    ['2020-06-10', '2020-12-09', RULE1_FEN],
    ['2020-07-10', '2020-10-09', RULE2_FEN],
    ['2020-10-10', '2021-01-09', RULE2_FEN],
    ['2020-12-10', '2021-06-09', RULE1_FEN],
  ],
  '1021': [
    ['2020-06-10', '2020-09-09', RULE2_FEN],
    ['2020-09-10', '2020-12-09', RULE2_FEN],
    ['2020-12-10', '2021-03-09', RULE2_FEN],
  ],
}

const SPAN = { from: '2020-06', to: '2020-12' }

async function start(world: JourneyWorld, change: object = {}): Promise<string> {
  const id = newId()
  await world.as((tx, actor) => startBillRun(tx, actor, { id, communityId: world.communityId, ...SPAN, ...change }))
  return id
}

const readRun = (world: JourneyWorld, billRunId: string) =>
  world.as((tx, actor) => readBillRun(tx, actor, { billRunId }))

/** Works a run through beside the queue, in chunks of so many assignments. */
const work = (world: JourneyWorld, billRunId: string, limit: number) =>
  generateRun(step => world.as(step, world.tenant.system), world.tenant.system, billRunId, limit)

/** Writes one chunk of a run, then does `after` in the same transaction. */
async function writeOne(world: JourneyWorld, billRunId: string, after: () => void = () => undefined): Promise<boolean> {
  const { system } = world.tenant
  const chunk = await world.as(tx => workOutChunk(tx, system, billRunId, { limit: 3 }), system)
  if (!chunk) throw new Error('There is a chunk.')
  return world.as(async tx => {
    const written = await writeChunk(tx, system, billRunId, chunk)
    after()
    return written
  }, system)
}

async function billsOf(world: JourneyWorld): Promise<Record<string, [string, string, bigint][]>> {
  const { items } = await world.as((tx, actor) =>
    billPage(tx, actor, { communityId: world.communityId, limit: 200, sort: 'dueOn' }),
  )
  return Object.fromEntries(
    Object.entries(world.rooms).map(([room, premisesId]) => [
      room,
      items
        .filter(bill => bill.premisesId === premisesId)
        .map((bill): [string, string, bigint] => [bill.cycleStart, bill.cycleEnd, bill.amountFen]),
    ]),
  )
}

async function countFacts(world: JourneyWorld) {
  const [row] = await asOwner<{ bills: number; lines: number; fen: string }>(
    database,
    `select (select count(*)::int from billing.bill where community_id = $1) as bills,
      (select count(*)::int from billing.bill_line where community_id = $1) as lines,
      (select coalesce(sum(amount_fen), 0)::text from billing.bill_line where community_id = $1) as fen`,
    [world.communityId],
  )
  return row
}

const FACTS = { bills: 16, lines: 66, fen: String(TOTAL_FEN) }

describe('a bill run', () => {
  it('gives every bill of the journey to the fen, explained and payable by its owner', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world)
    expect(await readRun(world, runId)).toMatchObject({ state: 'generating', progress: { done: 0, of: 7 } })
    await world.settle()
    expect(await readRun(world, runId)).toMatchObject({
      state: 'generated',
      billCount: 16,
      lineCount: 66,
      totalFen: TOTAL_FEN,
      exceptionCount: 0,
      exceptions: [],
      progress: { done: 7, of: 7 },
      startedBy: '李收费',
    })
    expect(await billsOf(world)).toEqual(EXPECTED)
    const page = await world.as((tx, actor) => billPage(tx, actor, { premisesId: world.rooms['1012'], limit: 1 }))
    const bill = await world.as((tx, actor) => readBillById(tx, actor, { billId: page.items[0]?.id ?? '' }))
    expect(bill).toMatchObject({ payerName: '业主1012', itemName: '物业费', state: 'draft', outstandingFen: 0n })
    expect(bill.lines.map(line => line.amountFen)).toEqual(Array(6).fill(142_93n))
    expect(bill.lines[0]?.words['zh-CN']).toBe(
      '94.56㎡ × 1.3000元/㎡·月 + 20.00元 = 142.928元，四舍五入到分 142.93元（2020-12-10 至 2021-01-09，整月）',
    )
  })

  it('adds nothing when run again, nor when two runs work at once (E81)', async () => {
    const world = await makeJourneyWorld(database)
    const runs = await Promise.all([start(world), start(world)])
    // Not through the queue, which would put them one after the other: both at once, in small chunks.
    await Promise.all(runs.map(id => work(world, id, 2)))
    expect(await countFacts(world)).toEqual(FACTS)
    const views = await Promise.all(runs.map(id => readRun(world, id)))
    expect(views.map(view => view.state)).toEqual(['generated', 'generated'])
    expect(views.reduce((sum, view) => sum + view.billCount, 0)).toBe(16)
    expect(views.reduce((sum, view) => sum + view.lineCount, 0)).toBe(66)
    expect(views.reduce((sum, view) => sum + view.totalFen, 0n)).toBe(TOTAL_FEN)
    const third = await start(world)
    await world.settle()
    expect(await readRun(world, third)).toMatchObject({ state: 'generated', billCount: 0, lineCount: 0, totalFen: 0n })
    expect(await countFacts(world)).toEqual(FACTS)
  })

  it('is worked by two workers at once without doubling', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world)
    await Promise.all([1, 2, 3].map(limit => work(world, runId, limit)))
    expect(await countFacts(world)).toEqual(FACTS)
    expect(await readRun(world, runId)).toMatchObject({ billCount: 16, lineCount: 66, progress: { done: 7, of: 7 } })
  })

  it('goes on after a crash in the middle and ends with the same totals', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world)
    await writeOne(world, runId)
    const crashed = writeOne(world, runId, () => {
      throw new Error('power cut')
    })
    await expect(crashed).rejects.toThrow('power cut')
    expect(await readRun(world, runId)).toMatchObject({ state: 'generating', progress: { done: 3, of: 7 } })
    await world.settle()
    expect(await readRun(world, runId)).toMatchObject({ state: 'generated', billCount: 16, totalFen: TOTAL_FEN })
    expect(await billsOf(world)).toEqual(EXPECTED)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('stands still as failed when a line is beyond any money, and goes on when that is mended', async () => {
    const world = await makeJourneyWorld(database)
    const setPrice = (price: string) =>
      asOwner(database, 'update billing.rule_version set unit_price = $2 where rule_id = $1', [world.rule2, price])
    await asOwner(database, 'update registry.premises_area set area_m2 = 9999999999 where premises_id = $1', [
      world.rooms['1021'],
    ])
    await setPrice('99999999')
    const runId = await start(world)
    await expect(work(world, runId, 1)).rejects.toThrow(RangeError)
    await world.settle()
    expect(await readRun(world, runId)).toMatchObject({ state: 'failed' })
    const issue = world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: runId }))
    await expect(issue).rejects.toMatchObject({ code: 'billing.run_not_generated' })
    await setPrice('1')
    await asOwner(database, 'update registry.premises_area set area_m2 = 94.56 where premises_id = $1', [
      world.rooms['1021'],
    ])
    const again = { id: runId, communityId: world.communityId, ...SPAN }
    expect(await world.as((tx, actor) => startBillRun(tx, actor, again))).toMatchObject({ state: 'generating' })
    await world.settle()
    expect(await readRun(world, runId)).toMatchObject({ state: 'generated', billCount: 16 })
  })

  it('tells rooms without area, payer or price, and bills what it can', async () => {
    const world = await makeJourneyWorld(database)
    const bare = await world.as(async (tx, actor) => {
      const place = { buildingCode: '1', unitCode: '1', areaCode: null }
      const room = {
        ...place,
        floor: 9,
        use: 'residential',
        state: 'unsold',
        layoutCode: null,
        innerAreaM2: null,
      } as const
      const { idByKey } = await ensurePremises(tx, actor, world.communityId, [
        { ...room, code: '901', areaM2: null, areaFrom: '2020-01-01' },
        { ...room, code: '902', areaM2: '100', areaFrom: '2020-01-01' },
      ])
      const ids = ['901', '902'].map(code => idByKey.get(premisesKey({ ...place, code })) ?? '')
      await assignRules(
        tx,
        actor,
        ids.map(premisesId => ({ ruleId: world.rule1, premisesId, startsOn: '2020-06-10' })),
      )
      return ids
    })
    // A rule whose first price came later than the rule itself: only past data can hold one.
    await asOwner(database, `update billing.rule_version set effective_from = '2020-08-01' where rule_id = $1`, [
      world.rule2,
    ])
    const runId = await start(world)
    await world.settle()
    const run = await readRun(world, runId)
    const found = run.exceptions.map(({ premisesId, ruleName, code }) => `${premisesId} ${ruleName} ${code}`).sort()
    expect(found).toEqual(
      [
        `${bare[0]} 物业费一 no-area`,
        `${bare[1]} 物业费一 no-payer`,
        ...(['1011', '1013', '1014', '1021'] as const).map(room => `${world.rooms[room]} 物业费二 price-gap`),
      ].sort(),
    )
    expect(run.exceptionCount).toBe(6)
    const [unowned] = (
      await world.as((tx, actor) => billPage(tx, actor, { premisesId: bare[1], limit: 9, sort: 'dueOn' }))
    ).items
    expect(unowned).toMatchObject({ payerName: null, amountFen: 6n * 150_00n })
    expect((await billsOf(world))['1013']?.map(([startOn]) => startOn)).toEqual(['2020-09-10', '2020-12-10'])
  })

  it('keeps to the named rules and refuses what makes no sense', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world, { ruleIds: [world.rule1] })
    await world.settle()
    expect(await readRun(world, runId)).toMatchObject({ billCount: 6, totalFen: 6n * RULE1_FEN })
    await expect(start(world, { ruleIds: [newId()] })).rejects.toMatchObject({ code: 'platform.not_found' })
    await expect(start(world, { from: '2021-01' })).rejects.toMatchObject({ code: 'billing.period_wrong' })
    await expect(start(world, { from: '0000-01' })).rejects.toMatchObject({ code: 'billing.period_wrong' })
    await expect(start(world, { from: '2000-01', to: '2020-12' })).rejects.toMatchObject({
      code: 'billing.period_wrong',
    })
    const again = { id: runId, communityId: world.communityId, ruleIds: [world.rule1], ...SPAN }
    expect(await world.as((tx, actor) => startBillRun(tx, actor, again))).toMatchObject({
      state: 'generated',
      billCount: 6,
    })
    const other = world.as((tx, actor) => startBillRun(tx, actor, { ...again, to: '2021-03' }))
    await expect(other).rejects.toMatchObject({ code: 'billing.run_id_taken' })
  })

  it('shows other companies and other communities nothing', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world)
    await world.settle()
    const stranger = await makeJourneyWorld(database)
    const scoped = await world.tenant.staff({ communityIds: [newId()] })
    for (const actor of [stranger.staff, scoped]) {
      await expect(world.as((tx, me) => readBillRun(tx, me, { billRunId: runId }), actor)).rejects.toMatchObject({
        status: 404,
      })
      await expect(world.as((tx, me) => issueBillRun(tx, me, { billRunId: runId }), actor)).rejects.toMatchObject({
        status: 404,
      })
      const begun = world.as(
        (tx, me) => startBillRun(tx, me, { id: newId(), communityId: world.communityId, ...SPAN }),
        actor,
      )
      await expect(begun).rejects.toMatchObject({ status: 404 })
      const page = await world.as((tx, me) => billPage(tx, me, { communityId: world.communityId, limit: 9 }), actor)
      expect([page.total, page.sums.amountFen]).toEqual([0, 0n])
      expect(
        (await world.as((tx, me) => listBillRuns(tx, me, { communityId: world.communityId, limit: 9 }), actor)).total,
      ).toBe(0)
    }
    const { communityId } = world
    const file = await world.as((tx, me) => exportBillRuns(tx, me, { communityId, format: 'csv' }))
    expect(String(file.body).trim().split('\r\n').length).toBeGreaterThan(1)
  })
})

describe('issuing a run', () => {
  it('makes receivables of its drafts once, also when two workers issue at once', async () => {
    const world = await makeJourneyWorld(database)
    const runId = await start(world)
    const issue = () => world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: runId }))
    await expect(issue()).rejects.toMatchObject({ code: 'billing.run_not_generated' })
    await world.settle()
    expect(await issue()).toMatchObject({ state: 'issuing', progress: { done: 0, of: 16 } })
    expect(await issue()).toMatchObject({ state: 'issuing' })
    const step = () => world.as(tx => issueChunk(tx, world.tenant.system, runId, 3), world.tenant.system)
    const crashed = world.as(async tx => {
      await issueChunk(tx, world.tenant.system, runId, 3)
      throw new Error('power cut')
    }, world.tenant.system)
    await expect(crashed).rejects.toThrow('power cut')
    const issueAll = async () => {
      while ((await step()) === 'more');
    }
    await Promise.all([issueAll(), issueAll()])
    await world.settle()
    expect(await issue()).toMatchObject({ state: 'issued', progress: { done: 16, of: 16 } })
    const balances = await world.as((tx, actor) => readBalances(tx, actor, { communityId: world.communityId }))
    expect(Object.fromEntries(balances)).toEqual({ '1122': TOTAL_FEN, '6001': -TOTAL_FEN })
    const owed = await world.as((tx, actor) => readBalances(tx, actor, { premisesId: world.rooms['1012'] }))
    expect(owed.get('1122')).toBe(2n * RULE1_FEN)
    const events = await asOwner(
      database,
      `select 1 from platform.event where name = 'billing.billsIssued' and payload ->> 'billRunId' = $1`,
      [runId],
    )
    expect(events).toHaveLength(1)
    const [posted] = await asOwner<{ count: number }>(
      database,
      `select count(*)::int as count from ledger.entry e join billing.bill b on b.id = e.source_id and b.billing_on = e.posted_on where b.bill_run_id = $1`,
      [runId],
    )
    expect(posted?.count).toBe(16)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('lets residents see issued bills of their own household only', async () => {
    const world = await makeJourneyWorld(database)
    const resident = await world.tenant.resident(world.owners['1012'])
    setClock(new Date('2020-12-15T01:00:00Z'))
    const runId = await start(world)
    await world.settle()
    const mine = () => world.as((tx, me) => billPage(tx, me, { limit: 50, sort: 'dueOn' }), resident)
    expect((await mine()).total).toBe(0)
    await world.as((tx, actor) => issueBillRun(tx, actor, { billRunId: runId }))
    await world.settle()
    const page = await mine()
    expect(page.items.map(bill => [bill.premisesId, bill.amountFen, bill.overdue])).toEqual([
      [world.rooms['1012'], RULE1_FEN, true],
      [world.rooms['1012'], RULE1_FEN, true],
    ])
    expect(page.sums.outstandingFen).toBe(2n * RULE1_FEN)
    const neighbours = await world.as((tx, actor) => billPage(tx, actor, { premisesId: world.rooms['1011'], limit: 1 }))
    const foreign = world.as((tx, me) => readBillById(tx, me, { billId: neighbours.items[0]?.id ?? '' }), resident)
    await expect(foreign).rejects.toMatchObject({ status: 404 })
  })
})
