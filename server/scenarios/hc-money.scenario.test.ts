import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { billing, type Call, identity, imports, payments, platform, registry } from '@anju/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ROOT } from '../src/platform/config.ts'
import { newId } from '../src/platform/ids.ts'
import { readPdf } from '../src/platform/pdf/read-pdf.ts'
import { verifyInvariants } from '../src/verify.ts'
import { openWorld, type World } from './world.ts'

/**
 * The money of hc.xlsx, the first real input (issue 4 §8), with every amount worked out by hand from its own sheets:
 *
 *   费用设置   rule 1: 建筑面积 × 1.3 + 20 a month, bills of 6 months, in advance; rule 2: × 1 + 20, bills of 3 months
 *   房屋信息   94.56 m² each
 *   a month under rule 1: 94.56 × 1.3 = 122.928, + 20 = 142.928 → 142.93 (one rounding, at the line: R2, R3); 6 lines = 857.58
 *   a month under rule 2: 94.56 × 1 = 94.56, + 20 = 114.56; 3 lines = 343.68
 *
 * Billed for 2020-06 … 2020-12, from the day the charge starts (R5):
 *   1011, 1014   rule 1 from 06-10: 06-10 and 12-10; rule 2 from 07-10: 07-10 and 10-10    2 × 857.58 + 2 × 343.68 = 2402.52
 *   1012         rule 1 from 06-10: 06-10 and 12-10                                        2 × 857.58 = 1715.16
 *   1013, 1021   rule 2 from 06-10: 06-10, 09-10 and 12-10                                 3 × 343.68 = 1031.04
 *   in all       2 × 2402.52 + 1715.16 + 2 × 1031.04 = 8582.28
 */
const WORKBOOK = join(ROOT, '../shared/external/microcommunity/hc.xlsx')
const available = existsSync(WORKBOOK)
if (!available)
  console.warn(
    'The money of hc.xlsx needs ../shared/external/microcommunity/hc.xlsx; it is absent, so it is not tested.',
  )

let world: World
let admin: Call
let communityId: string
beforeAll(async () => {
  if (available) world = await openWorld('2020-12-15 09:00')
})
afterAll(async () => world?.close())

async function signIn(label: RegExp): Promise<Call> {
  const browser = world.browser('console')
  const { accounts } = await browser(identity.signInOptions)
  const found = accounts.find(one => one.app === 'console' && label.test(one.label) && one.password)
  const body = { app: 'console' as const, account: found?.account ?? '', password: found?.password ?? '' }
  await browser(identity.signIn, { body })
  return browser
}

const RULE_1 = 85758
const RULE_2 = 34368
/** Billing date, days of the cycle, amount. */
const CYCLES_1 = [
  ['2020-06-10', '2020-12-09', RULE_1],
  ['2020-12-10', '2021-06-09', RULE_1],
] as const
const CYCLES_2_FROM_JULY = [
  ['2020-07-10', '2020-10-09', RULE_2],
  ['2020-10-10', '2021-01-09', RULE_2],
] as const
const CYCLES_2_FROM_JUNE = [
  ['2020-06-10', '2020-09-09', RULE_2],
  ['2020-09-10', '2020-12-09', RULE_2],
  ['2020-12-10', '2021-03-09', RULE_2],
] as const
const BILLED = {
  1011: [...CYCLES_1, ...CYCLES_2_FROM_JULY],
  1012: [...CYCLES_1],
  1013: [...CYCLES_2_FROM_JUNE],
  1014: [...CYCLES_1, ...CYCLES_2_FROM_JULY],
  1021: [...CYCLES_2_FROM_JUNE],
}

async function householdOf(room: string) {
  const { hits } = await admin(registry.search, { query: { text: `1-1-${room}` } })
  const premisesId = hits[0]?.premisesId ?? ''
  return admin(billing.readHousehold, { params: { premisesId } })
}

describe.runIf(available)('the money of hc.xlsx', () => {
  test('imported and billed for 2020-06 … 2020-12: each household its cycles, each line a month, 8582.28 in all', async () => {
    admin = await signIn(/管理员/)
    const { items } = await admin(registry.listCommunities)
    communityId = items.find(community => community.code === 'HY')?.id ?? ''
    const [fileId, importId, billRunId] = [newId(), newId(), newId()]
    const file = new Blob([readFileSync(WORKBOOK)])
    await admin(platform.uploadFile, { params: { fileId }, query: { name: 'hc.xlsx', purpose: 'workbook' }, file })
    await admin(imports.startImport, { body: { id: importId, communityId, fileId } })
    await world.settle()
    await admin(imports.commitImport, { params: { importId }, body: { changes: [] } })
    await world.settle()
    await admin(billing.startBillRun, { body: { id: billRunId, communityId, from: '2020-06', to: '2020-12' } })
    await world.settle()
    const run = await admin(billing.readBillRun, { params: { billRunId } })
    expect([run.state, run.billCount, run.totalFen]).toEqual(['generated', 16, 858228])
    await admin(billing.issueBillRun, { params: { billRunId } })
    await world.settle()
    for (const [room, expected] of Object.entries(BILLED)) {
      const { bills } = await householdOf(room)
      const shown = bills.map(bill => [bill.cycleStart, bill.cycleEnd, bill.amountFen])
      expect(shown.sort(), room).toEqual(expected.map(cycle => [...cycle]).sort())
      for (const bill of bills) {
        const [months, line] = bill.amountFen === RULE_1 ? [6, 14293] : [3, 11456]
        expect(bill.lines.map(one => one.amountFen)).toEqual(Array(months).fill(line))
      }
    }
    const first = (await householdOf('1012')).bills[0]
    expect(first?.lines.map(line => [line.segmentStart, line.segmentEnd])).toEqual([
      ['2020-06-10', '2020-07-09'],
      ['2020-07-10', '2020-08-09'],
      ['2020-08-10', '2020-09-09'],
      ['2020-09-10', '2020-10-09'],
      ['2020-10-10', '2020-11-09'],
      ['2020-11-10', '2020-12-09'],
    ])
    expect(first?.lines[0]?.words['zh-CN']).toBe(
      '94.56㎡ × 1.3000元/㎡·月 + 20.00元 = 142.928元，四舍五入到分 142.93元（2020-06-10 至 2020-07-09，整月）',
    )
    expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
  })

  test('collected: cash with change, transfer, POS, in two parts; printed; the ledger holds what each way brought', async () => {
    const cashier = await signIn(/收费/)
    const take = async (room: string, amountFen: number, method: 'cash' | 'transfer' | 'pos', tenderedFen?: number) => {
      const { premisesId, bills } = await householdOf(room)
      const billIds = bills.map(bill => bill.id)
      const body = { id: newId(), premisesId, billIds, amountFen, method, ...(tenderedFen ? { tenderedFen } : {}) }
      return cashier(billing.collect, { body })
    }
    // 2402.52 of 2500.00: change 97.48.
    const whole = await take('1011', 240252, 'cash', 250000)
    expect([whole.changeFen, whole.outstandingFen]).toEqual([9748, 0])
    expect((await take('1012', 171516, 'transfer')).outstandingFen).toBe(0)
    expect((await take('1013', 103104, 'pos')).outstandingFen).toBe(0)
    // 1000.00 settles the bill of 06-10 (857.58) and 142.42 of that of 07-10, which still owes 201.26.
    const part = await take('1014', 100000, 'cash')
    expect(part.outstandingFen).toBe(140252)
    const open = (await householdOf('1014')).bills
    expect(open.map(bill => [bill.cycleStart, bill.outstandingFen])).toEqual([
      ['2020-07-10', 20126],
      ['2020-10-10', RULE_2],
      ['2020-12-10', RULE_1],
    ])
    expect((await take('1014', 140252, 'cash')).outstandingFen).toBe(0)
    expect((await take('1021', 103104, 'transfer')).outstandingFen).toBe(0)

    const numbers = await world.look<{ number: string }>(
      'select number from payments.receipt order by issued_at, sequence',
    )
    const places = numbers.map(({ number }) => Number(/(\d+)$/.exec(number)?.[1]))
    expect(places).toEqual([1, 2, 3, 4, 5, 6])
    for (const paper of ['A5', 'A4', 'thermal80'] as const) {
      const pdf = await cashier(payments.receiptPdf, { params: { receiptId: whole.receiptId ?? '' }, query: { paper } })
      const text = readPdf(Buffer.from(await pdf.arrayBuffer()))
        .text.join('')
        .replace(/\s+/g, '')
      expect(text, paper).toContain('贰仟肆佰零贰元伍角贰分')
      expect(text, paper).toContain('857.58')
      expect(text, paper).toContain('343.68')
    }
    const balances = await world.look<{ code: string; fen: string }>(
      `select account_code as code, sum(amount_fen)::text as fen from ledger.posting where community_id = $1
       group by 1 having sum(amount_fen) <> 0 order by 1`,
      [communityId],
    )
    expect(balances).toEqual([
      // 2402.52 + 1000.00 + 1402.52
      { code: '1001', fen: '480504' },
      // 1715.16 + 1031.04
      { code: '1002', fen: '274620' },
      { code: '1012', fen: '103104' },
      { code: '6001', fen: '-858228' },
    ])
    const arrears = await admin(billing.readArrears, { query: { communityId } })
    expect([arrears.receivableFen, arrears.collectedFen, arrears.outstandingFen]).toEqual([858228, 858228, 0])
    expect(await verifyInvariants(world.database.adminUrl)).toEqual([])
  })
})
