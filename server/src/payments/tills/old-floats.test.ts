import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import { ensureChart } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import { setClock } from '../../platform/clock.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { acceptHandOver } from './accept-hand-over.ts'
import { closeDay } from './close-day.ts'
import { handOverShift } from './hand-over-shift.ts'
import { moveCash } from './move-cash.ts'
import { openShift } from './open-shift.ts'

/** Drawers of a company that used them before floats were posted, and days that are closed after their month. */
let database: TestDatabase
let tenant: Tenant
let cashier: Actor
let other: Actor
let communityId = ''

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  cashier = await tenant.staff({ name: '李收费' })
  other = await tenant.staff({ name: '王接班' })
  await as(tx => ensureChart(tx, cashier))
})
beforeEach(async () => {
  setClock(new Date('2026-06-10T02:00:00Z'))
  communityId = newId()
  const code = `C${communityId.slice(-6).toUpperCase()}`
  await as(tx => createCommunity(tx, cashier, { id: communityId, code, name: `${code}小区`, address: '' }))
})
afterAll(async () => {
  setClock(null)
  expect(await verifyInvariants(database.adminUrl)).toEqual([])
  await database.drop()
})

const as = <T>(work: (tx: Tx, actor: Actor) => Promise<T>): Promise<T> =>
  inTransaction(database.db, cashier, tx => work(tx, cashier))
const open = (floatFen: bigint) => as((tx, me) => openShift(tx, me, { id: newId(), communityId, floatFen }))
const move = (kind: 'in' | 'out', amountFen: bigint) =>
  as((tx, me) => moveCash(tx, me, { id: newId(), communityId, kind, amountFen, reason: '零钱' }))

function close(countedFen: bigint, day = '2026-06-10', note?: string) {
  const denominations = { '100': Number(countedFen / 100n) }
  const input = { id: newId(), communityId, day, denominations, countedFen, methods: [], note }
  return as((tx, me) => closeDay(tx, me, input))
}

/** What the drawers should hold as the ledger knows it, and accounts: 1001, 1221, 6711. */
async function books() {
  const [row] = await asOwner<Record<'drawers' | 'cash' | 'floats' | 'short', string>>(
    database,
    `select (select coalesce(sum(amount_fen), 0)::text from payments.public_drawer_cash where community_id = $1) as drawers,
      coalesce(sum(amount_fen) filter (where account_code = '1001'), 0)::text as cash,
      coalesce(sum(amount_fen) filter (where account_code = '1221'), 0)::text as floats,
      coalesce(sum(amount_fen) filter (where account_code = '6711'), 0)::text as short
     from ledger.posting where community_id = $1`,
    [communityId],
  )
  return row && [row.drawers, row.cash, row.floats, row.short].map(BigInt)
}

/** Shifts and movements as the migration found them: the ledger never knew them. */
async function asBefore(): Promise<void> {
  const triggers = async (state: 'enable' | 'disable') => {
    for (const table of ['payments.till_shift', 'payments.cash_movement', 'ledger.entry', 'ledger.posting'])
      await asOwner(database, `alter table ${table} ${state} trigger user`)
  }
  await triggers('disable')
  const here = [communityId]
  await asOwner(
    database,
    'update payments.till_shift set is_posted = false, difference_fen = issued_fen + difference_fen, issued_fen = 0 where community_id = $1',
    here,
  )
  await asOwner(database, 'update payments.cash_movement set is_posted = false where community_id = $1', here)
  await asOwner(database, 'delete from ledger.posting where community_id = $1', here)
  await asOwner(database, 'delete from ledger.entry where community_id = $1', here)
  await triggers('enable')
}

test('a float of before is taken over by the first close of its drawer, against 1221, once', async () => {
  await open(500_00n)
  await move('in', 20_00n)
  await asBefore()
  // Nothing is out: the ledger and what it is compared with leave the float out alike.
  expect(await books()).toEqual([0n, 0n, 0n, 0n])
  await move('out', 5_00n)
  expect(await close(514_00n, undefined, '少 1 元')).toMatchObject({ dueFen: 515_00n, differenceFen: -1_00n })
  expect(await books()).toEqual([514_00n, 514_00n, -515_00n, 1_00n])
  setClock(new Date('2026-06-11T02:00:00Z'))
  await open(514_00n)
  await move('out', 514_00n)
  await close(0n, '2026-06-11')
  // What was handed out was given back, less what was missing.
  expect(await books()).toEqual([0n, 0n, -1_00n, 1_00n])
})

test('a float of before is taken over by the close of the day on which it was handed out', async () => {
  await open(100_00n)
  await asBefore()
  setClock(new Date('2026-06-11T02:00:00Z'))
  await move('in', 7_00n)
  await close(100_00n)
  expect(await books()).toEqual([107_00n, 107_00n, -107_00n, 0n])
  await close(107_00n, '2026-06-11')
  expect(await books()).toEqual([107_00n, 107_00n, -107_00n, 0n])
})

test('a shift across midnight is closed day by day, also after its cash went to the next cashier', async () => {
  await open(100_00n)
  setClock(new Date('2026-06-11T02:00:00Z'))
  const handOver = { id: newId(), communityId, toId: other.id ?? '', countedFen: 100_00n }
  await as((tx, me) => handOverShift(tx, me, handOver))
  await expect(close(100_00n)).rejects.toMatchObject({ code: 'payments.hand_over_waiting' })
  const taken = { handOverId: handOver.id, shiftId: newId(), countedFen: 100_00n }
  await inTransaction(database.db, other, tx => acceptHandOver(tx, other, taken))
  expect(await close(100_00n)).toMatchObject({ differenceFen: 0n })
  expect(await close(0n, '2026-06-11')).toMatchObject({ differenceFen: 0n })
  expect(await books()).toEqual([100_00n, 100_00n, -100_00n, 0n])
})

test('a day that is counted after its month was closed is posted today, and is money of today', async () => {
  setClock(new Date('2026-05-31T02:00:00Z'))
  await open(100_00n)
  setClock(new Date('2026-06-10T02:00:00Z'))
  await asOwner(
    database,
    `insert into ledger.period (tenant_id, id, community_id, month, closed_at, closed_by, closed_by_name)
     values ($1, $2, $3, '2026-05', now(), $4, 'x')`,
    [tenant.tenantId, newId(), communityId, cashier.id],
  )
  expect(await close(99_00n, '2026-05-31', '少 1 元')).toMatchObject({ differenceFen: -1_00n })
  const days = await asOwner<{ day: string }>(
    database,
    `select on_day::text as day from payments.public_drawer_cash where community_id = $1 and amount_fen = -100
     union all select e.posted_on::text from ledger.entry e where e.community_id = $1 and e.source_kind = 'payments.till-difference'`,
    [communityId],
  )
  expect(days.map(({ day }) => day)).toEqual(['2026-06-10', '2026-06-10'])
})
