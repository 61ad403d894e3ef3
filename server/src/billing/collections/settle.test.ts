import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner } from '../../../testing/world.ts'
import { postEntries } from '../../ledger/index.ts'
import { setClock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { verifyInvariants } from '../../verify.ts'
import { movePurse, openPurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import { type JourneyWorld, makeJourneyWorld } from '../testing/journey-world.ts'
import { collect } from './collect.ts'
import { readHousehold } from './household-view.ts'
import { receivablePostings } from './receivable.ts'
import { settle } from './settle.ts'
import { unsettle } from './unsettle.ts'

let database: TestDatabase
let world: JourneyWorld
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2020-12-15T02:00:00Z'))
  world = await makeJourneyWorld(database)
  await world.bill('2020-06', '2020-12')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const openOf = (room: '1012' | '1013') =>
  world.as((tx, actor) => readHousehold(tx, actor, { premisesId: world.rooms[room] }))

/** Invariants that do not hold; here money moves without a refund's or a payment's own row, which `verify` would miss. */
const UNASKED = [
  ...['money given back in the ledger', 'payments taken back', 'money of the reports', 'cash that drawers should hold'],
]
const broken = async () =>
  (await verifyInvariants(database.adminUrl)).filter(words => !UNASKED.some(begin => words.startsWith(begin)))

describe('settle and unsettle', () => {
  it('takes a payment back by parts, once each, and never beyond what it settled', async () => {
    const before = await openOf('1012')
    const paymentId = newId()
    const billIds = before.bills.map(bill => bill.id)
    await world.as((tx, actor) =>
      collect(tx, actor, {
        ...{ id: paymentId, premisesId: world.rooms['1012'], billIds, amountFen: 500_00n, method: 'cash' },
      }),
    )
    const source = { kind: 'payment', id: paymentId } as const
    const [line] = before.bills[0]?.lines ?? []
    const lines = [{ lineId: line?.id ?? '', amountFen: 100_00n }]
    const first = newId()
    const takeBack = (id: string, part?: typeof lines) =>
      world.as(async (tx, actor) => {
        const parts = await unsettle(tx, actor, source, { id, settledOn: '2020-12-15', lines: part })
        const taken = parts.reduce((sum, one) => sum + one.amountFen, 0n)
        const postings = [{ accountCode: '1001' as const, amountFen: -taken }, ...receivablePostings(parts, -1n)]
        const entry = { id: newId(), communityId: world.communityId, postedOn: '2020-12-15', memo: '', postings }
        await postEntries(tx, actor, [{ ...entry, sourceKind: 'payments.reversed', sourceId: id }])
        return taken
      })
    expect(await takeBack(first, lines)).toBe(100_00n)
    await expect(takeBack(first, [{ lineId: line?.id ?? '', amountFen: 1n }])).rejects.toThrow(
      'settlement_reversed_once',
    )
    await expect(takeBack(newId(), [{ lineId: line?.id ?? '', amountFen: 42_94n }])).rejects.toMatchObject({
      code: 'billing.more_than_settled',
    })
    await expect(takeBack(newId(), [{ lineId: newId(), amountFen: 1n }])).rejects.toMatchObject({
      code: 'billing.more_than_settled',
    })
    expect(await takeBack(newId())).toBe(400_00n)
    expect(await takeBack(newId()).catch(() => 0n)).toBe(0n)
    expect((await openOf('1012')).outstandingFen).toBe(before.outstandingFen)
    expect(await broken()).toEqual([])
  })

  it('settles a line once by one fact, and never beyond its amount', async () => {
    const [bill] = (await openOf('1013')).bills
    const [line] = bill?.lines ?? []
    if (!bill || !line) throw new Error('no bill')
    const source = { kind: 'waiver', id: newId(), communityId: world.communityId, settledOn: '2020-12-15' } as const
    const part = (amountFen: bigint) => [{ billId: bill.id, lineId: line.id, amountFen }]
    const waive = (amountFen: bigint) => world.as((tx, actor) => settle(tx, actor, source, part(amountFen)))
    await expect(waive(line.amountFen + 1n)).rejects.toThrow('bill_line_settled_fen_check')
    await expect(world.as((tx, actor) => settle(tx, actor, source, [...part(1n), ...part(2n)]))).rejects.toThrow(
      'settlement_once',
    )
  })
})

describe('the database', () => {
  /** As the owner of the tables, whom no wall stops, within a transaction that is given up. */
  const refused = (text: string) => asOwner(database, `begin; ${text}; rollback`)
  const copy = (columns: string, instead: string, where = '') =>
    `insert into billing.settlement (tenant_id, id, community_id, premises_id, bill_id, bill_line_id, payment_id, amount_fen, settled_on,
      source_kind, source_id) select s.tenant_id, gen_random_uuid(), s.community_id, s.premises_id, ${columns} from billing.settlement s
      ${instead} where s.source_kind = 'payment' and s.reverses_id is null ${where} limit 1`

  it('refuses a settlement of a line that is not of the bill, of no payment, and of a draft', async () => {
    const stray = { constraint: 'settlement_of_line' }
    const rest = "null, 1, s.settled_on, 'waiver', gen_random_uuid()"
    await expect(refused(copy(`s.bill_id, gen_random_uuid(), ${rest}`, ''))).rejects.toMatchObject(stray)
    const other = 'join billing.bill b on b.tenant_id = s.tenant_id and b.id <> s.bill_id'
    await expect(refused(copy(`b.id, s.bill_line_id, ${rest}`, other))).rejects.toMatchObject(stray)
    const draft = `update billing.bill set state = 'draft' where id = (select bill_id from billing.settlement limit 1)`
    await expect(
      refused(
        `${draft}; ${copy(`s.bill_id, s.bill_line_id, ${rest}`, 'join billing.bill b on b.id = s.bill_id', "and b.state = 'draft'")}`,
      ),
    ).rejects.toMatchObject(stray)
    const nobody = "x.id, 1, s.settled_on, 'payment', x.id"
    await expect(
      refused(copy(`s.bill_id, s.bill_line_id, ${nobody}`, 'cross join (select gen_random_uuid() as id) x')),
    ).rejects.toMatchObject({ constraint: 'settlement_of_payment' })
    await refused(copy(`s.bill_id, s.bill_line_id, ${rest}`, ''))
  })

  it('keeps a line that was ever settled', async () => {
    await expect(
      refused('delete from billing.bill_line where id in (select bill_line_id from billing.settlement)'),
    ).rejects.toMatchObject({ constraint: 'settlement_of_line' })
  })
})

describe('purse', () => {
  it('keeps every movement with its balance, and never falls below nothing, ten at once included', async () => {
    const key = { communityId: world.communityId, premisesId: world.rooms['1014'], holderPersonId: null, itemIds: null }
    const purseId = await world.as((tx, actor) => openPurse(tx, actor, key))
    expect(await world.as((tx, actor) => openPurse(tx, actor, key))).toBe(purseId)
    const move = (amountFen: bigint, kind: 'top-up' | 'offset', sourceId = newId()) =>
      world.as(async (tx, actor) => {
        const fact = { sourceKind: 'test.fact', sourceId, movedOn: '2020-12-15' }
        const moved = await movePurse(tx, actor, { purseId, kind, amountFen, ...fact })
        const entry = { id: newId(), communityId: world.communityId, postedOn: '2020-12-15', memo: '' }
        const of = { premisesId: key.premisesId }
        await postEntries(tx, actor, [
          {
            ...{ ...entry, sourceKind: 'test.moved', sourceId: moved.movementId },
            postings: [
              { accountCode: '4103', amountFen },
              { accountCode: '2204', ...of, amountFen: -amountFen },
            ],
          },
        ])
        return moved.balanceFen
      })
    expect(await move(100_00n, 'top-up')).toBe(100_00n)
    const ten = await Promise.allSettled(Array.from({ length: 10 }, () => move(-30_00n, 'offset')))
    expect(ten.filter(one => one.status === 'fulfilled')).toHaveLength(3)
    await expect(move(-10_01n, 'offset')).rejects.toMatchObject({ code: 'billing.purse_too_small' })
    const rows = await world.as((tx, actor) =>
      billing(tx)
        .selectFrom('billing.purseMovement')
        .select('balanceAfterFen')
        .where('tenantId', '=', actor.tenantId ?? '')
        .where('purseId', '=', purseId)
        .orderBy('serial')
        .execute(),
    )
    expect(rows.map(row => row.balanceAfterFen)).toEqual([100_00n, 70_00n, 40_00n, 10_00n])
    const twice = newId()
    await move(1n, 'top-up', twice)
    await expect(move(1n, 'top-up', twice)).rejects.toThrow('purse_movement_once')
    expect(await broken()).toEqual([])
  })
})

it('posts nothing into a closed month, nor before it', async () => {
  const post = (postedOn: string) =>
    world.as((tx, actor) =>
      postEntries(tx, actor, [
        {
          ...{
            id: newId(),
            communityId: world.communityId,
            postedOn,
            sourceKind: 'test.month',
            sourceId: newId(),
            memo: '',
          },
          postings: [
            { accountCode: '1001', amountFen: 1n },
            { accountCode: '1002', amountFen: -1n },
          ],
        },
      ]),
    )
  await world.as(tx =>
    sql`insert into ledger.period (tenant_id, id, community_id, month, closed_at, closed_by, closed_by_name)
      values (${world.staff.tenantId}::uuid, ${newId()}::uuid, ${world.communityId}::uuid, '2020-08', '2020-09-01', ${newId()}::uuid, '会计')`.execute(
      billing(tx),
    ),
  )
  await expect(post('2020-08-31')).rejects.toMatchObject({ constraint: 'entry_in_open_period' })
  await expect(post('2020-07-01')).rejects.toMatchObject({ constraint: 'entry_in_open_period' })
  expect(await post('2020-09-01')).toBe(1)
})
