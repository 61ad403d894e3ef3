import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { type Ask, codeOf, type FundWorld, makeFundWorld } from '../testing/fund-world.ts'
import type { Room } from '../testing/journey-world.ts'
import { askFundReversal } from './ask-fund-reversal.ts'
import { editFund } from './edit-fund.ts'
import { listFundHomes } from './fund-homes-view.ts'
import { readFundRequest } from './fund-request-view.ts'
import { listFundShares } from './fund-shares-view.ts'
import { type FundHomes, previewFundShares } from './share-fund.ts'

let database: TestDatabase
let world: FundWorld['world']
let pay: FundWorld['pay']
let approve: FundWorld['approve']
let keyOf: FundWorld['keyOf']
let fundOf: FundWorld['fundOf']
let ask: FundWorld['ask']
let resolve: FundWorld['resolve']

/** E77: U has 89.37 m² of 4,320.50. */
const AREAS: [Room, string][] = [
  ['1011', '89.37'],
  ['1012', '1000.00'],
  ['1013', '1000.00'],
  ['1014', '1000.00'],
  ['1021', '1231.13'],
]

beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  ;({ world, pay, approve, keyOf, fundOf, ask, resolve } = await makeFundWorld(database))
  for (const [room, area] of AREAS)
    await asOwner(database, 'update registry.premises_area set area_m2 = $2 where premises_id = $1', [
      world.rooms[room],
      area,
    ])
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const homes = (given: Partial<FundHomes>): FundHomes => ({ buildingIds: [], unitIds: [], premisesIds: [], ...given })

const list = (given: Partial<Parameters<typeof listFundHomes>[2]> = {}) =>
  world.as((tx, actor) => listFundHomes(tx, actor, { communityId: world.communityId, limit: 50, ...given }))

const ofRoom = async (room: Room) => (await list()).items.find(home => home.id === world.rooms[room])

/** Approved by as many as it takes. */
async function done(asked: Promise<{ id: string; requestId: string | null }>): Promise<string> {
  const { id, requestId } = await asked
  for (const version of [1, 2]) {
    const { state } = await world.as((tx, actor) => readFundRequest(tx, actor, { fundRequestId: id }))
    if (state === 'waiting') await approve(requestId, await world.tenant.staff({ name: `审批 ${version}` }), version)
  }
  return id
}

const open = (amountFen: bigint, given: Partial<Ask> = {}) =>
  done(ask('fund', { deed: 'opening', amountFen, method: null, partyName: '', partyAccount: '', ...given }))

/** In an emergency nobody needs to vote. */
const repair = async (amountFen: bigint, given: Partial<Ask> = {}) => {
  const basis = await resolve({ kind: 'fund', body: 'emergency' })
  return ask('fund', { deed: 'spend', amountFen, resolutionId: basis.id, purpose: '屋面防水', ...given })
}

describe('the maintenance fund home by home (分户账)', () => {
  it('E77: first deposit 89.37 × 120 = 10724.40, and the line of 30 % is 3217.32', async () => {
    expect(await ofRoom('1011')).toMatchObject({ firstDepositFen: null, topUpLineFen: null, missingFen: 0n })
    const keep = { ...keyOf('fund'), principal: '', mayAdvance: false, managementPercent: '0', topUpPercent: '30' }
    const edit = (depositYuanPerM2: string | null, given: object = {}) =>
      world.as((tx, actor) => editFund(tx, actor, { ...keep, version: 0, depositYuanPerM2, ...given }))
    expect(await codeOf(edit('0'))).toBe('billing.fund_rate_wrong')
    expect(await codeOf(edit('120.001'))).toBe('billing.fund_rate_wrong')
    expect(await codeOf(edit('120', keyOf('public')))).toBe('billing.fund_rate_wrong')
    expect(await codeOf(edit('120', { topUpPercent: '101' }))).toBe('billing.percent_wrong')
    await edit('120')
    expect(await ofRoom('1011')).toMatchObject({
      ...{ areaM2: '89.37', firstDepositFen: 1_072_440n, topUpLineFen: 321_732n, balanceFen: 0n, missingFen: 321_732n },
    })
    await pay('1011', ['维修资金'], 'transfer')
    expect(await ofRoom('1011')).toMatchObject({ receivedFen: 20_000n, balanceFen: 20_000n, missingFen: 301_732n })
  })

  it('E77: of a repair of 36000 over 4320.50 m² U bears 744.66; shares come to it, to the fen', async () => {
    // Opening balances are shared like that, or entered home by home.
    await open(1_000_000n, { homes: homes({ premisesIds: [world.rooms['1011']] }) })
    await open(10_000_000n, { homes: homes({ premisesIds: AREAS.slice(1).map(([room]) => world.rooms[room]) }) })
    const before = await ofRoom('1011')
    const amountFen = 3_600_000n
    const preview = await world.as((tx, actor) =>
      previewFundShares(tx, actor, { communityId: world.communityId, amountFen, homes: null }),
    )
    expect(preview).toMatchObject({ homes: 5, areaM2: '4320.50', withoutArea: 0 })
    expect(preview.items.find(one => one.id === world.rooms['1011'])?.shareFen).toBe(74_466n)
    expect(preview.items.reduce((sum, one) => sum + one.shareFen, 0n)).toBe(amountFen)
    const id = await done(repair(amountFen))
    const stored = await world.as((tx, actor) => listFundShares(tx, actor, { fundRequestId: id, limit: 50 }))
    expect(stored.items).toMatchObject(preview.items)
    expect(stored.sums).toEqual({ homes: 5, areaM2: '4320.50', shareFen: amountFen })
    expect(await ofRoom('1011')).toMatchObject({ spentFen: 74_466n, balanceFen: (before?.balanceFen ?? 0n) - 74_466n })
    expect(await world.as((tx, actor) => readFundRequest(tx, actor, { fundRequestId: id }))).toMatchObject({ homes: 5 })
  })

  it('names whom it concerns: chosen homes, a unit, a building; nobody else bears it, and taken back they get it again', async () => {
    const [one, two] = [world.rooms['1011'], world.rooms['1012']]
    const before = await list()
    const id = await done(repair(100_001n, { homes: homes({ premisesIds: [one, two] }) }))
    const shares = await world.as((tx, actor) =>
      listFundShares(tx, actor, { fundRequestId: id, sort: 'shareFen', limit: 50 }),
    )
    // 100001 × 89.37 ÷ 1089.37 = 8203.91…
    expect(shares.items.map(share => share.shareFen)).toEqual([8_204n, 91_797n])
    expect((await ofRoom('1013'))?.spentFen).toBe(before.items.find(home => home.id === world.rooms['1013'])?.spentFen)
    const unitIds = await asOwner<{ id: string; building: string }>(
      database,
      'select distinct unit_id as id, building_id as building from registry.premises where id = $1',
      [one],
    )
    const preview = (given: Partial<FundHomes>) =>
      world.as((tx, actor) =>
        previewFundShares(tx, actor, { communityId: world.communityId, amountFen: 100n, homes: homes(given) }),
      )
    expect(await preview({ unitIds: [unitIds[0]?.id ?? ''] })).toMatchObject({ homes: 5 })
    expect(await preview({ buildingIds: [unitIds[0]?.building ?? ''] })).toMatchObject({ homes: 5 })
    expect(await codeOf(preview({ buildingIds: [newId()] }))).toBe('billing.fund_homes_wrong')
    expect(await codeOf(preview({ premisesIds: [one, newId()] }))).toBe('billing.fund_homes_wrong')
    const ofPublic = ask('public', { deed: 'income', amountFen: 1n, partyAccount: '', homes: homes({}) })
    expect(await codeOf(ofPublic)).toBe('billing.fund_homes_wrong')
    const back = await done(
      world.as((tx, actor) => askFundReversal(tx, actor, { id: newId(), fundRequestId: id, reason: '退回' })),
    )
    const after = await list()
    expect(after.items).toEqual(before.items)
    const taken = await world.as((tx, actor) => listFundShares(tx, actor, { fundRequestId: back, limit: 1 }))
    expect(taken).toMatchObject({ total: 2, sums: { shareFen: 100_001n } })
  })

  it('homes come to the balance of the fund, page by page, in any order', async () => {
    const all = await list()
    const { balanceFen } = await fundOf('fund')
    expect(all.fund).toMatchObject({ balanceFen, homesFen: balanceFen, unsharedFen: 0n })
    expect(all.items.reduce((sum, home) => sum + home.balanceFen, 0n)).toBe(balanceFen)
    expect(all.sums.balanceFen).toBe(balanceFen)
    const paged = []
    let cursor: string | undefined
    do {
      const page = await list({ sort: '-balanceFen', limit: 2, cursor })
      paged.push(...page.items)
      cursor = page.next ?? undefined
    } while (cursor)
    expect(paged.map(home => home.id)).toEqual(
      all.items.toSorted((a, b) => Number(b.balanceFen - a.balanceFen)).map(home => home.id),
    )
    expect(await codeOf(list({ sort: 'nothing' }))).toBe('platform.sort_wrong')
    expect(await codeOf(list({ cursor: newId() }))).toBe('platform.cursor_wrong')
    const keeper = await world.tenant.staff({ buildingIds: [newId()] })
    const narrow = world.as(
      (tx, actor) => listFundHomes(tx, actor, { communityId: world.communityId, limit: 2 }),
      keeper,
    )
    expect(await codeOf(narrow)).toBe('platform.beyond_scope')
  })

  it('lists who tops up (续交) and how much is missing to the line', async () => {
    const short = await list({ state: 'short' })
    expect(short.items.length).toBeGreaterThan(0)
    expect(short.items.every(home => home.balanceFen + home.missingFen === home.topUpLineFen)).toBe(true)
    expect(short.fund).toMatchObject({ shortHomes: short.total, missingFen: short.sums.missingFen })
    // 10724.40 is there less its share: above the line.
    expect(short.items.some(home => home.id === world.rooms['1011'])).toBe(false)
    expect((await list({ text: '1011' })).items.map(home => home.id)).toEqual([world.rooms['1011']])
  })

  it('the database keeps shares that come to the whole, and nobody changes them', async () => {
    const asked = await repair(1_000n)
    const write = asOwner(
      database,
      `insert into billing.fund_share (tenant_id, request_id, premises_id, community_id, area_m2, share_fen)
       select tenant_id, id, $2, community_id, 1, 1 from billing.fund_request where id = $1`,
      [asked.id, await strangerOf()],
    )
    await expect(write).rejects.toMatchObject({ constraint: 'fund_shares' })
    await expect(asOwner(database, 'update billing.fund_share set share_fen = 0')).rejects.toThrow()
  })

  /** Premises without a share yet. */
  async function strangerOf(): Promise<string> {
    const id = newId()
    await asOwner(
      database,
      `insert into registry.premises (tenant_id, id, community_id, code, label, use, created_at)
       values ($1, $2, $3, 'P9', '车位 P9', 'parking', now())`,
      [world.tenant.tenantId, id, world.communityId],
    )
    return id
  }

  it('everything adds up', async () => {
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('what moved before shares were kept is of no home, and said', async () => {
    await asOwner(
      database,
      `insert into billing.fund_request (tenant_id, id, community_id, kind, deed, amount_fen, effect_fen, purpose, state, asked_by_name, asked_at,
         closed_at, applied_on)
       values ($1, $2, $3, 'fund', 'opening', 777, 777, '旧', 'approved', 'x', now(), now(), '2020-12-15')`,
      [world.tenant.tenantId, newId(), world.communityId],
    )
    const { fund } = await list({ limit: 1 })
    expect(fund.unsharedFen).toBe(777n)
    expect(fund.homesFen + fund.unsharedFen).toBe((await fundOf('fund')).balanceFen)
  })
})
