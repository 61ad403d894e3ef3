import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { addPeople, ensureOccupancies } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { type Ask, codeOf, type FundWorld, makeFundWorld } from '../testing/fund-world.ts'
import type { Room } from '../testing/journey-world.ts'
import type { MoneyWorld } from '../testing/money-world.ts'
import { makeSuccessions } from '../testing/successions.ts'
import { askFundReversal } from './ask-fund-reversal.ts'
import { editFund } from './edit-fund.ts'
import { listFundHomes } from './fund-homes-view.ts'
import { readFundRequest } from './fund-request-view.ts'
import { readMyFund } from './my-fund-view.ts'

/** What homes have in the maintenance fund when they are merged, split and sold, and who sees it. */
let database: TestDatabase
let fund: FundWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  fund = await makeFundWorld(database)
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const room = (name: Room) => fund.world.rooms[name]
const successions = () => {
  const { world } = fund
  const money = { ...world, premisesId: room('1011'), besideId: room('1012') } as unknown as MoneyWorld
  return makeSuccessions(database, money)
}
const balances = async () => {
  const page = await fund.world.as((tx, actor) =>
    listFundHomes(tx, actor, { communityId: fund.world.communityId, limit: 50 }),
  )
  expect(page.fund.homesFen + page.fund.unsharedFen).toBe(page.fund.balanceFen)
  return new Map(page.items.map(home => [home.id, home.balanceFen]))
}
const mine = (resident: Actor, premisesId: string) =>
  inTransaction(database.db, resident, tx => readMyFund(tx, resident, { premisesId }), { readOnly: true })

async function done(asked: Promise<{ id: string; requestId: string | null }>): Promise<string> {
  const { id, requestId } = await asked
  for (const version of [1, 2]) {
    const { state } = await fund.world.as((tx, actor) => readFundRequest(tx, actor, { fundRequestId: id }))
    if (state !== 'waiting') break
    await fund.approve(requestId, await fund.world.tenant.staff({ name: `审批 ${version}` }), version)
  }
  return id
}
const open = (amountFen: bigint, premisesIds: string[], given: Partial<Ask> = {}) =>
  done(
    fund.ask('fund', {
      ...{ deed: 'opening', amountFen, method: null, partyName: '', partyAccount: '', ...given },
      homes: { buildingIds: [], unitIds: [], premisesIds },
    }),
  )
const takeBack = (fundRequestId: string) =>
  done(fund.world.as((tx, actor) => askFundReversal(tx, actor, { id: newId(), fundRequestId, reason: '退回' })))

test('goes on with homes that are merged and split, with what comes later, and is back when that is taken back', async () => {
  const { merge, split, undo } = successions()
  const first = await open(500_00n, [room('1011')])
  await open(300_00n, [room('1012')])
  await fund.pay('1011', ['维修资金'], 'transfer')
  const merged = await merge('101A', { fromOn: '2020-12-10' }, [room('1011'), room('1012')])
  const afterMerge = await balances()
  expect([afterMerge.get(merged.premisesId), afterMerge.has(room('1011')), afterMerge.has(room('1012'))]).toEqual([
    1000_00n,
    false,
    false,
  ])
  // What is paid on a bill of an old one comes to the new one.
  await fund.pay('1012', ['维修资金'], 'transfer')
  expect((await balances()).get(merged.premisesId)).toBe(1200_00n)
  const parts = await split({ fromOn: '2020-12-12' }, merged.premisesId)
  const after = await balances()
  const [small = 0n, large = 0n] = parts.premisesIds.map(id => after.get(id))
  expect(small + large).toBe(1200_00n)
  // 30.00 and 59.37 m²: each movement is shared to the fen.
  expect(Math.abs(Number(small) - (120_000 * 30) / 89.37)).toBeLessThan(4)
  // An opening balance of an old one is taken back of both.
  await takeBack(first)
  const less = await balances()
  expect(parts.premisesIds.reduce((sum, id) => sum + (less.get(id) ?? 0n), 0n)).toBe(700_00n)
  // One sees what is of it, and from where.
  const owner = await fund.world.tenant.resident(fund.world.owners['1011'])
  const [one = ''] = parts.premisesIds
  const seen = await mine(owner, one)
  expect(seen.balanceFen).toBe(less.get(one))
  expect(seen.movements.reduce((sum, movement) => sum + movement.amountFen, 0n)).toBe(seen.balanceFen)
  expect(seen.movements.filter(movement => movement.isTakenBack)).toHaveLength(1)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await undo(parts.id)
  expect((await balances()).get(merged.premisesId)).toBe(700_00n)
  await undo(merged.id)
  const back = await balances()
  expect([back.get(room('1011')), back.get(room('1012'))]).toEqual([200_00n, 500_00n])
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
})

test('what a merged home bears of a repair keeps the merger from being taken back', async () => {
  const { merge, undo } = successions()
  const merged = await merge('101B', { fromOn: '2020-12-11' }, [room('1011'), room('1012')])
  await open(100_00n, [merged.premisesId])
  await expect(undo(merged.id)).rejects.toMatchObject({ code: 'registry.still_used' })
  expect((await balances()).get(merged.premisesId)).toBe(800_00n)
})

test('owners see their own home and how it moved; who rents it, lives beside it or has sold it does not', async () => {
  const { world } = fund
  const premisesId = room('1014')
  const keep = { ...fund.keyOf('fund'), principal: '', mayAdvance: false, managementPercent: '0', topUpPercent: '30' }
  const owner = await world.tenant.resident(world.owners['1014'])
  expect(await mine(owner, premisesId)).toMatchObject({ balanceFen: 0n, movements: [], topUpLineFen: null })
  await world.as((tx, actor) => editFund(tx, actor, { ...keep, version: 0, depositYuanPerM2: '120' }))
  await fund.pay('1014', ['维修资金'], 'transfer')
  const seen = await mine(owner, premisesId)
  // 94.56 × 120 = 11347.20, 30 % of it 3404.16.
  expect(seen).toMatchObject({
    ...{ areaM2: '94.56', balanceFen: 200_00n, receivedFen: 200_00n, spentFen: 0n },
    ...{ firstDepositFen: 11_347_20n, topUpLineFen: 3_404_16n, missingFen: 3_204_16n, movementCount: 1 },
    movements: [{ what: 'received', words: '维修资金', isTakenBack: false, amountFen: 200_00n }],
  })
  const [tenantId, buyerId] = [newId(), newId()]
  await world.as(async (tx, actor) => {
    const person = (id: string, name: string) => ({ id, name, sex: null, phone: null, idNumber: null })
    await addPeople(tx, actor, world.communityId, [person(tenantId, '租客'), person(buyerId, '买家')])
    await ensureOccupancies(tx, actor, [{ premisesId, personId: tenantId, kind: 'tenant', fromOn: '2020-12-01' }])
  })
  const others = [
    await world.tenant.resident(tenantId, '租客'),
    await world.tenant.resident(world.owners['1013']),
    await world.tenant.resident(buyerId, '买家'),
    world.staff,
  ]
  for (const other of others) expect(await codeOf(mine(other, premisesId))).toBe('platform.not_found')
  // Sold: the balance goes with the home.
  await asOwner(
    database,
    "update registry.occupancy set to_on = '2020-12-14' where premises_id = $1 and kind = 'owner'",
    [premisesId],
  )
  await world.as((tx, actor) =>
    ensureOccupancies(tx, actor, [{ premisesId, personId: buyerId, kind: 'owner', fromOn: '2020-12-15' }]),
  )
  expect(await codeOf(mine(owner, premisesId))).toBe('platform.not_found')
  expect((await mine(others[2] as Actor, premisesId)).balanceFen).toBe(200_00n)
})

const addHome = async () => {
  const id = newId()
  await asOwner(
    database,
    `insert into registry.premises (tenant_id, id, community_id, code, label, use, created_at)
     values ($1, $2, $3, $4, $4, 'residential', now())`,
    [fund.world.tenant.tenantId, id, fund.world.communityId, id.slice(-12)],
  )
  return id
}

const succeed = async (old: string[], areas: string[]) => {
  const [id, into] = [newId(), await Promise.all(areas.map(addHome))]
  await asOwner(
    database,
    `insert into registry.succession (tenant_id, id, community_id, kind, from_on, area_before_m2, area_after_m2, reason, ended_occupancy_ids,
       begun_occupancy_ids, made_by_name, made_at) values ($1, $2, $3, 'split', '2020-12-01', 0, 0, '', '{}', '{}', 'x', now())`,
    [fund.world.tenant.tenantId, id, fund.world.communityId],
  )
  const parts = [...old.map(home => [home, 'old', '1']), ...into.map((home, index) => [home, 'new', areas[index]])]
  for (const [home, side, areaM2] of parts)
    await asOwner(
      database,
      `insert into registry.succession_part (tenant_id, succession_id, premises_id, side, label, area_m2) values ($1, $2, $3, $4, '', $5)`,
      [fund.world.tenant.tenantId, id, home, side, areaM2],
    )
  return into
}

const entered = async (premisesId: string, fen: bigint) => {
  const id = newId()
  await asOwner(
    database,
    `with asked as (insert into billing.fund_request (tenant_id, id, community_id, kind, deed, amount_fen, effect_fen, purpose, state, asked_by_name,
       asked_at, closed_at, applied_on) values ($1, $2, $3, 'fund', 'opening', $4, $4, '', 'approved', 'x', now(), now(), '2020-12-01'))
     select 1`,
    [fund.world.tenant.tenantId, id, fund.world.communityId, fen],
  )
  await asOwner(
    database,
    `insert into billing.fund_share (tenant_id, request_id, premises_id, community_id, area_m2, share_fen) values ($1, $2, $3, $4, 1, $5)`,
    [fund.world.tenant.tenantId, id, premisesId, fund.world.communityId, fen],
  )
}

const total = async (homes: readonly string[]) => {
  const [row] = await asOwner<{ fen: bigint }>(
    database,
    'select coalesce(sum(amount_fen), 0)::bigint as fen from billing.public_fund_home_move where premises_id = any($1)',
    [homes],
  )
  return row?.fen ?? 0n
}

test('whatever is merged and split into whatever, each movement is of homes of today, to the fen', async () => {
  const area = fc.integer({ min: 0, max: 30_000 }).map(value => (value / 100).toFixed(2))
  const step = fc.record({ take: fc.integer({ min: 1, max: 3 }), into: fc.array(area, { minLength: 1, maxLength: 4 }) })
  const story = fc.record({
    moves: fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 2, maxLength: 4 }),
    steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  })
  await fc.assert(
    fc.asyncProperty(story, async ({ moves, steps }) => {
      let homes: string[] = []
      let ended: string[] = []
      for (const fen of moves) {
        const home = await addHome()
        await entered(home, fen)
        homes.push(home)
      }
      const whole = moves.reduce((sum, fen) => sum + fen, 0n)
      for (const { take, into } of steps) {
        const old = homes.slice(0, take)
        ended = [...ended, ...old]
        homes = [...homes.slice(take), ...(await succeed(old, into))]
        expect([await total(homes), await total(ended)]).toEqual([whole, 0n])
      }
    }),
    { numRuns: 12 },
  )
})
