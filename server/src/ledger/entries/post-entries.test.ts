import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../../registry/index.ts'
import { type EntryInput, ensureChart, postEntries, readBalances } from '../index.ts'

let database: TestDatabase
let tenant: Tenant
let staff: Actor
const communityId = newId()

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  staff = await tenant.staff()
  await inTransaction(database.db, staff, tx =>
    createCommunity(tx, staff, { id: communityId, code: 'AJHY', name: '安居花园', address: '' }),
  )
})
afterAll(() => database.drop())

function entry(amountFen: bigint, change: Partial<EntryInput> = {}): EntryInput {
  return {
    id: newId(),
    communityId,
    postedOn: '2026-06-10',
    sourceKind: 'test.fact',
    sourceId: newId(),
    memo: '测试',
    postings: [
      { accountCode: '1122', amountFen },
      { accountCode: '6001', amountFen: -amountFen },
    ],
    ...change,
  }
}

function post(actor: Actor, entries: EntryInput[]): Promise<number> {
  return inTransaction(database.db, actor, tx => postEntries(tx, actor, entries))
}

describe('postEntries', () => {
  it('posts a fact once, however often it is posted, also when twice at once', async () => {
    const fact = entry(25_470n)
    const again = { ...fact, id: newId() }
    const counts = await Promise.all([post(staff, [fact]), post(staff, [again])])
    expect(counts.sort()).toEqual([0, 1])
    expect(await post(staff, [fact, entry(100n)])).toBe(1)
    const balances = await inTransaction(database.db, staff, tx => readBalances(tx, staff, { communityId }))
    expect(Object.fromEntries(balances)).toEqual({ '1122': 25_570n, '6001': -25_570n })
  })

  it('is refused by the database when an entry does not balance, and nothing of it stays', async () => {
    const before = await inTransaction(database.db, staff, tx => readBalances(tx, staff))
    const good = entry(5n)
    const bad = entry(7n, {
      postings: [
        { accountCode: '1122', amountFen: 7n },
        { accountCode: '6001', amountFen: -6n },
      ],
    })
    await expect(post(staff, [good, bad])).rejects.toMatchObject({ constraint: 'posting_balanced' })
    expect(await inTransaction(database.db, staff, tx => readBalances(tx, staff))).toEqual(before)
  })

  it('is refused when an entry has no postings or posts nothing', async () => {
    await expect(post(staff, [entry(1n, { postings: [] })])).rejects.toMatchObject({ constraint: 'entry_has_postings' })
    await expect(post(staff, [entry(0n)])).rejects.toThrow(/posting_amount_fen_check/)
  })

  it('is refused when it posts to an account that is not, or a line is of no entry', async () => {
    const stray = entry(3n, {
      postings: [
        { accountCode: '9999' as '1122', amountFen: 3n },
        { accountCode: '6001', amountFen: -3n },
      ],
    })
    await expect(post(staff, [stray])).rejects.toMatchObject({ constraint: 'posting_of_account' })
    await expect(
      asOwner(
        database,
        `with e as (select tenant_id, community_id, gen_random_uuid() as id from ledger.entry limit 1)
         insert into ledger.posting (tenant_id, entry_id, line, community_id, account_code, amount_fen)
         select e.tenant_id, e.id, l.line, e.community_id, l.code, l.fen from e, (values (1, '1122', 5), (2, '6001', -5)) as l(line, code, fen)`,
      ),
    ).rejects.toMatchObject({ constraint: 'posting_of_entry' })
  })

  it('keeps the accounts, even from the owner of the database', async () => {
    await expect(asOwner(database, "delete from ledger.account where code = '6711'")).rejects.toThrow(/append-only/)
  })

  it('keeps what is posted, even from the owner of the database', async () => {
    await expect(asOwner(database, 'update ledger.posting set amount_fen = amount_fen * 2')).rejects.toThrow(
      /append-only/,
    )
    await expect(asOwner(database, 'delete from ledger.entry')).rejects.toThrow(/append-only/)
  })

  it('shows one company nothing of another, and scoped staff nothing of other communities', async () => {
    const other = await makeTenant(database, '别家物业')
    const stranger = await other.staff()
    await inTransaction(database.db, stranger, tx => ensureChart(tx, stranger))
    expect(await inTransaction(database.db, stranger, tx => readBalances(tx, stranger, { communityId }))).toEqual(
      new Map(),
    )
    await expect(post(stranger, [entry(1n)])).rejects.toThrow(/entry_tenant_id_community_id_fkey|foreign key/)
    const scoped = await tenant.staff({ communityIds: [newId()] })
    expect(await inTransaction(database.db, scoped, tx => readBalances(tx, scoped, { communityId }))).toEqual(new Map())
    await expect(post(scoped, [entry(1n)])).rejects.toThrow(/row-level security/)
  })
})
