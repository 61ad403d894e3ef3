import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeDoor } from '../../../testing/door.ts'
import { asOwner } from '../../../testing/world.ts'
import { setClock } from '../../platform/clock.ts'
import { readSheets } from '../../platform/excel/read-workbook.ts'
import { writeWorkbook } from '../../platform/excel/write-workbook.ts'
import { newId } from '../../platform/ids.ts'
import { fenToYuan } from '../../platform/money.ts'
import { addPeople } from '../../registry/index.ts'
import { verifyInvariants } from '../../verify.ts'
import { readBillRecord } from '../bills/bill-record.ts'
import { holdBill } from '../corrections/hold-bill.ts'
import { readdressBill } from '../corrections/readdress-bill.ts'
import { voidBill } from '../corrections/void-bill.ts'
import { createDebitFormat, editDebitFormat } from '../debit-formats/edit-formats.ts'
import { encodeText } from '../debit-formats/gbk.ts'
import { listMandates, readMandate } from '../mandates/mandate-view.ts'
import { editMandate, endMandate, revealMandate, signMandate } from '../mandates/sign-mandate.ts'
import { reversePayment } from '../refunds/reverse-payment.ts'
import { PIPE } from '../testing/debit-file.ts'
import { type MoneyWorld, makeMoneyWorld } from '../testing/money-world.ts'
import { readDebitBatch } from './batch-view.ts'
import { cancelDebitBatch } from './cancel-batch.ts'
import { listDebits } from './debit-view.ts'
import { importDebitResult } from './import-result.ts'
import { makeDebitBatch } from './make-batch.ts'
import { previewDebits } from './propose-debits.ts'
import { sendDebitBatch } from './send-batch.ts'
import { settleDebit } from './settle-debits.ts'

/** 银行代扣 through the database, with real files in GBK (E65, domain.md §1.2). */

let database: TestDatabase
let world: MoneyWorld
let formatId: string
beforeAll(async () => {
  database = await cloneDatabase()
  setClock(new Date('2026-01-10T02:00:00Z'))
  world = await makeMoneyWorld(database)
  formatId = newId()
  await world.as((tx, actor) => createDebitFormat(tx, actor, { id: formatId, name: '工行竖线文本', ...PIPE }))
  for (const [item, yuan] of [
    ['物业费', '254.70'],
    ['车位费', '331.28'],
    ['水费', '58.65'],
  ] as const) {
    await world.item(item)
    await world.charge(item, yuan, '2026-01-01')
  }
  await world.bill('2026-01')
})
afterAll(async () => {
  setClock(null)
  await database.drop()
})

const TERMS = {
  ...{ payerPersonId: null, agreementNumber: null, validUntil: null, photoIds: [], remark: null },
  ...{ signedOn: '2026-01-05', validFrom: '2026-01-05', itemIds: null },
}

async function sign(
  holderName: string,
  accountNumber: string,
  change: Partial<Parameters<typeof signMandate>[2]> = {},
) {
  const id = newId()
  await world.as((tx, actor) =>
    signMandate(tx, actor, {
      ...{ id, premisesId: world.premisesId, holderName, bankName: '工商银行西湖支行', accountNumber, ...TERMS },
      ...change,
    }),
  )
  return id
}

type Change = Partial<Omit<Parameters<typeof previewDebits>[2], 'communityId'>>
const wanted = (change: Change = {}) => ({
  ...{ communityId: world.communityId, debitOn: '2026-01-15', dueUntil: '2026-12-31', itemIds: null, formatId },
  ...{ withPenalty: false, ...change },
})

async function make(change: Parameters<typeof wanted>[0] = {}, id = newId()) {
  return world.as(async (tx, actor) => {
    const { count, totalFen } = await previewDebits(tx, actor, wanted(change))
    return makeDebitBatch(tx, actor, { id, ...wanted(change), count, totalFen })
  })
}

function upload(batchId: string, content: Buffer, resultId = newId(), name = '回盘.txt') {
  const door = { ...makeDoor(database), upload: Readable.from([content]) }
  return importDebitResult(door, world.staff, { batchId, resultId, name })
}

const fileOf = async (batchId: string) => {
  const { content } = await world.as((tx, actor) => sendDebitBatch(tx, actor, { batchId }))
  return Buffer.from(content, 'base64')
}
const rowsOf = (batchId: string) =>
  world.as(async (tx, actor) => (await listDebits(tx, actor, { batchId, limit: 50 })).items)
const readBatch = (batchId: string) => world.as((tx, actor) => readDebitBatch(tx, actor, { batchId }))
const answer = (
  rows: readonly (readonly [string, bigint | string, string, string])[],
  summary = '汇总|3|64463|0000|',
) =>
  encodeText(
    [...rows.map(([reference, fen, code, reason]) => `${reference}|王小明|${fen}|${code}|${reason}`), summary]
      .map(line => `${line}\r\n`)
      .join(''),
    'gbk',
  )

describe('direct debits', () => {
  it('E65: what the bank took is settled, what it could not take is released; the same file again changes nothing', async () => {
    const found = await asOwner<{ id: string; name: string }>(database, 'select id, name from billing.charge_item')
    const items = new Map(found.map(row => [row.name, row.id]))
    // A name whose second byte in GBK is the delimiter: 亅 is 0x817C, | is 0x7C.
    await sign('王亅明', '6222021202000123456', { itemIds: [items.get('物业费') ?? ''] })
    const second = await sign('李业主', '6217001210098765432', { itemIds: [items.get('车位费') ?? ''] })
    await sign('王小明', '6228480402564890018', { itemIds: [items.get('水费') ?? ''] })

    const batch = await make()
    expect(batch).toMatchObject({ count: 3, totalFen: 64463n, state: 'open', inFlightFen: 64463n })
    const file = await fileOf(batch.id)
    const lines = new TextDecoder('gbk').decode(file).split('\r\n')
    const rows = await rowsOf(batch.id)
    expect(rows.map(row => row.amountFen).toSorted()).toEqual([25470n, 33128n, 5865n])
    const line = (fen: bigint) => rows.find(row => row.amountFen === fen)
    expect(lines).toContain(`${line(25470n)?.reference}|王亅明|6222021202000123456|25470|${rows[0]?.premisesLabel}`)
    expect(lines.at(-2)).toBe(`${batch.number}|3|64463`)
    expect(await fileOf(batch.id)).toEqual(file)
    expect((await readBatch(batch.id)).state).toBe('sent')

    const result = answer([
      [line(25470n)?.reference ?? '', 25470n, '0000', '成功'],
      [line(33128n)?.reference ?? '', 33128n, '5001', '余额不足'],
      [line(5865n)?.reference ?? '', 5865n, '0000', '成功'],
    ])
    const before = await world.balances()
    const told = await upload(batch.id, result)
    expect(told).toMatchObject({ succeededCount: 2, succeededFen: 31335n, failedCount: 1, failedFen: 33128n })
    expect(told.problems).toEqual([])
    await world.settle()

    expect(await readBatch(batch.id)).toMatchObject({
      state: 'finished',
      settledFen: 31335n,
      failedFen: 33128n,
      inFlightFen: 0n,
    })
    const after = await world.balances()
    expect((after.get('1002') ?? 0n) - (before.get('1002') ?? 0n)).toBe(31335n)
    expect((after.get('1122') ?? 0n) - (before.get('1122') ?? 0n)).toBe(-31335n)
    const failed = (await rowsOf(batch.id)).find(row => row.mandateId === second)
    expect(failed).toMatchObject({ state: 'failed', bankCode: '5001', bankReason: '余额不足', receiptNumber: null })
    const household = await world.household()
    expect(household.bills.map(bill => [bill.outstandingFen, bill.debitBatchNumber])).toEqual([[33128n, null]])
    expect(household.payments.map(payment => [payment.method, payment.amountFen]).toSorted()).toEqual(
      [
        ['direct-debit', 25470n],
        ['direct-debit', 5865n],
      ].toSorted(),
    )

    // The same file once more, under another id, and the job once more.
    const again = await upload(batch.id, result)
    expect(again.id).toBe(told.id)
    await world.settle()
    for (const row of rows) await world.as((tx, actor) => settleDebit(tx, actor, row.id))
    expect(await world.balances()).toEqual(after)
    expect((await world.household()).payments).toHaveLength(2)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('a bill in flight is neither paid, voided, readdressed nor put into another batch; a cancelled batch releases it', async () => {
    const [bill] = (await world.household()).bills
    const billId = bill?.id ?? ''
    const batch = await make()
    expect(batch).toMatchObject({ count: 1, totalFen: 33128n })
    const [owed] = (await world.household()).bills
    expect(owed?.debitBatchNumber).toBe(batch.number)
    const record = await world.as((tx, actor) => readBillRecord(tx, actor, { billId }))
    expect(record.debitBatchNumber).toBe(batch.number)

    const inFlight = { code: 'billing.bill_in_flight', params: { billId, batchNumber: batch.number } }
    await expect(world.take(33128n, { billIds: [billId] })).rejects.toMatchObject(inFlight)
    await expect(
      world.as((tx, actor) => voidBill(tx, actor, { billId, reason: '重出', forGood: false })),
    ).rejects.toMatchObject(inFlight)
    const payerPersonId = newId()
    const person = { id: payerPersonId, name: '赵租客', sex: null, phone: null, idNumber: null }
    await world.as((tx, actor) => addPeople(tx, actor, world.communityId, [person]))
    await expect(
      world.as((tx, actor) => readdressBill(tx, actor, { billId, payerPersonId, reason: '租客承担' })),
    ).rejects.toMatchObject(inFlight)
    const preview = await world.as((tx, actor) => previewDebits(tx, actor, wanted()))
    expect(preview).toMatchObject({ count: 0, exceptionCount: 1, exceptionFen: 33128n })
    expect(preview.exceptions[0]).toMatchObject({ billId, obstacle: 'in-flight' })
    await expect(
      world.as((tx, actor) => makeDebitBatch(tx, actor, { id: newId(), ...wanted(), count: 1, totalFen: 33128n })),
    ).rejects.toMatchObject({ code: 'billing.nothing_to_debit' })

    await world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: batch.id, reason: '银行系统维护' }))
    expect(await readBatch(batch.id)).toMatchObject({ state: 'cancelled', cancelReason: '银行系统维护' })
    await expect(
      world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: batch.id, reason: '再来' })),
    ).rejects.toMatchObject({ code: 'billing.debit_batch_closed' })
    expect((await world.household()).bills[0]?.debitBatchNumber).toBeNull()

    // The bank took it all the same, later: told, and settled by people.
    const [row] = await rowsOf(batch.id)
    const late = await upload(batch.id, answer([[row?.reference ?? '', 33128n, '0000', '成功']]))
    expect(late).toMatchObject({ succeededCount: 0, problems: [{ problem: 'released', row: 1 }] })
    await world.settle()
    expect((await world.household()).outstandingFen).toBe(33128n)
  })

  it('tells rows of another batch, wrong amounts and contradictions; a second file brings the rest', async () => {
    await world.bill('2026-02')
    const batch = await make()
    expect(batch.count).toBe(3)
    const rows = await rowsOf(batch.id)
    const [first, second, third] = rows
    if (!first || !second || !third) throw new Error('three rows')
    await expect(upload(batch.id, answer([['000000000001', 1n, '0000', '']]))).rejects.toMatchObject({
      code: 'billing.debit_result_wrong',
      params: { row: 1, problem: 'unknown' },
    })
    await expect(upload(batch.id, Buffer.from('PK not a file of rows'))).rejects.toMatchObject({
      code: 'billing.debit_result_wrong',
    })
    const part = await upload(
      batch.id,
      answer([
        [first.reference, first.amountFen, '0000', ''],
        [second.reference, second.amountFen - 1n, '0000', '部分扣款'],
        ['000099000001', 1n, '0000', ''],
        [first.reference, first.amountFen, '0000', ''],
        [first.reference, first.amountFen, '5001', '余额不足'],
      ]),
    )
    expect(part).toMatchObject({ rowCount: 5, succeededCount: 1, failedCount: 0, repeatedCount: 1 })
    expect(part.problems.map(one => [one.row, one.problem])).toEqual([
      [2, 'amount'],
      [3, 'unknown'],
      [5, 'contradiction'],
    ])
    await world.settle()
    expect((await rowsOf(batch.id)).map(row => row.state)).toEqual(['settled', 'in-flight', 'in-flight'])

    // Days later the rest, twice at once: booked once.
    world.at('2026-02-20')
    const rest = answer([
      [second.reference, second.amountFen, '0000', ''],
      [third.reference, 0n, '5002', '账户状态异常'],
    ])
    const answers = await Promise.all([upload(batch.id, rest), upload(batch.id, rest)])
    expect(new Set(answers.map(one => one.id)).size).toBe(1)
    await Promise.all([world.settle(), world.settle()])
    expect((await rowsOf(batch.id)).map(row => row.state)).toEqual(['settled', 'settled', 'failed'])
    expect((await readBatch(batch.id)).state).toBe('finished')
    const receipts = (await rowsOf(batch.id)).map(row => row.receiptNumber)
    expect(receipts.filter(number => number !== null)).toHaveLength(2)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('takes no bill that is held, of another payer, or whose holder GBK cannot write; two batches at once take a bill once', async () => {
    await world.bill('2026-03')
    const [bill, ...others] = (await world.household()).bills
    await world.as((tx, actor) => holdBill(tx, actor, { billId: bill?.id ?? '', reason: '有异议' }))
    const preview = await world.as((tx, actor) => previewDebits(tx, actor, wanted()))
    expect(preview.exceptions).toEqual([expect.objectContaining({ billId: bill?.id, obstacle: 'held' })])
    expect(preview.billCount).toBe(others.length)
    const { items } = await world.as((tx, actor) => listMandates(tx, actor, { limit: 50, state: 'active' }))
    expect(items).toHaveLength(3)
    const rare = items.find(one => one.holderName === '李业主')
    const detail = await world.as((tx, actor) => readMandate(tx, actor, { mandateId: rare?.id ?? '' }))
    const rename = (holderName: string, version: number) =>
      world.as((tx, actor) =>
        editMandate(tx, actor, {
          ...{ mandateId: detail.id, version, bankName: detail.bankName, ...TERMS },
          ...{ itemIds: detail.itemIds, holderName },
        }),
      )
    // Refused at the field with the character while every bank's file is in GBK; where one is not, told when it matters.
    await expect(rename('李𠮷祥', detail.version)).rejects.toMatchObject({
      code: 'billing.text_unwritable',
      params: { characters: '𠮷' },
    })
    const wide = newId()
    const unicode = { ...PIPE, request: { ...PIPE.request, encoding: 'utf-8' as const } }
    await world.as((tx, actor) => createDebitFormat(tx, actor, { id: wide, name: '另一家银行', ...unicode }))
    await rename('李𠮷祥', detail.version)
    const odd = await world.as((tx, actor) => previewDebits(tx, actor, wanted()))
    expect(odd.exceptions.find(one => one.obstacle === 'unwritable')?.characters).toBe('𠮷')
    const fine = await world.as((tx, actor) => previewDebits(tx, actor, wanted({ formatId: wide })))
    expect(fine.exceptions.some(one => one.obstacle === 'unwritable')).toBe(false)
    await rename('李吉祥', detail.version + 1)
    const both = await Promise.allSettled([make(), make()])
    const made = both.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(made).toHaveLength(1)
    await expect(
      world.as((tx, actor) =>
        editMandate(tx, actor, {
          ...{ mandateId: detail.id, version: detail.version + 2, bankName: '另一家银行', ...TERMS },
          ...{ itemIds: detail.itemIds, holderName: '李吉祥' },
        }),
      ),
    ).rejects.toMatchObject({ code: 'billing.mandate_in_flight' })
    await world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: made[0]?.id ?? '', reason: '测试完毕' }))
  })

  it('keeps accounts sealed: masked to see, whole for a reason, named once for a home, ended with a reason', async () => {
    const { items } = await world.as((tx, actor) =>
      listMandates(tx, actor, { limit: 50, text: '6222 0212 0200 0123 456' }),
    )
    expect(items).toEqual([expect.objectContaining({ holderName: '王亅明', accountMasked: '**** 3456' })])
    const mandateId = items[0]?.id ?? ''
    const shown = await world.as((tx, actor) => revealMandate(tx, actor, { mandateId, reason: '核对' }))
    expect(shown.accountNumber).toBe('6222021202000123456')
    await expect(sign('重复', '6222021202000123456')).rejects.toMatchObject({ code: 'billing.mandate_taken' })
    await expect(
      sign('日期', '6222021202000999999', { validFrom: '2026-02-01', validUntil: '2026-01-01' }),
    ).rejects.toMatchObject({ code: 'billing.mandate_wrong' })
    const ended = await world.as((tx, actor) => endMandate(tx, actor, { mandateId, reason: '业主换卡' }))
    expect(ended).toMatchObject({ state: 'ended', endReason: '业主换卡' })
    await expect(world.as((tx, actor) => endMandate(tx, actor, { mandateId, reason: '再终止' }))).rejects.toMatchObject(
      { code: 'billing.mandate_ended' },
    )
  })

  it('neither takes back what paid a part before, nor spends prepaid money on the rest, while the bank is asked', async () => {
    await world.bill('2026-04')
    const bill = (await world.household()).bills.find(one => one.outstandingFen === 33128n && one.settledFen === 0n)
    const billId = bill?.id ?? ''
    const part = await world.take(100_00n, { billIds: [billId] })
    await world.take(50_00n, { billIds: [], overpayment: 'prepay' })
    const batch = await make()
    const asked = (await rowsOf(batch.id)).flatMap(row => row.bills).find(one => one.id === billId)
    expect(asked?.amountFen).toBe(23128n)
    const back = { id: newId(), paymentId: part.paymentId, reason: '收错房号' }
    const inFlight = { code: 'billing.bill_in_flight', params: { billId, batchNumber: batch.number } }
    await expect(world.as((tx, actor) => reversePayment(tx, actor, back))).rejects.toMatchObject(inFlight)
    await expect(world.take(0n, { billIds: [billId], purseFen: 50_00n })).rejects.toMatchObject(inFlight)
    await world.as((tx, actor) => cancelDebitBatch(tx, actor, { batchId: batch.id, reason: '改收现金' }))
    await world.as((tx, actor) => reversePayment(tx, actor, back))
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('sends and takes in a workbook, whose numbers Excel has cut of their zeros', async () => {
    const book = newId()
    const sheet = { kind: 'xlsx', encoding: 'utf-8', summary: 'none', amountUnit: 'yuan' } as const
    const layouts = {
      request: { ...PIPE.request, ...sheet, heading: true, summaryColumns: [] },
      result: { ...PIPE.result, ...sheet, headingLines: 1 },
    }
    await world.as((tx, actor) => createDebitFormat(tx, actor, { id: book, name: '建行 Excel', ...layouts }))
    const batch = await make({ formatId: book })
    const [row, ...others] = await rowsOf(batch.id)
    const [sent] = await readSheets(await fileOf(batch.id))
    expect(sent?.rows[1]?.cells.map(cell => cell.text).slice(0, 4)).toEqual([
      ...[row?.reference, row?.holderName, expect.stringMatching(/^\d{19}$/), fenToYuan(row?.amountFen ?? 0n)],
    ])
    const answers = [row, ...others].map((one, index) => {
      const reference = index === 0 ? String(Number(one?.reference)) : (one?.reference ?? '')
      return [reference, '', fenToYuan(one?.amountFen ?? 0n), index === 0 ? '0000' : '5001', '']
    })
    const columns = ['流水号', '户名', '金额', '返回码', '说明'].map(heading => ({ heading, format: 'text' as const }))
    const told = await upload(batch.id, await writeWorkbook([{ name: '回盘', columns, rows: answers }]))
    expect(told).toMatchObject({ succeededCount: 1, failedCount: others.length, problems: [] })
    await world.settle()
    expect(await readBatch(batch.id)).toMatchObject({ state: 'finished', settledFen: row?.amountFen })
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  it('refuses a layout by which nobody could read the answer', async () => {
    const wrong = { ...PIPE, result: { ...PIPE.result, columns: PIPE.result.columns.slice(1) } }
    await expect(
      world.as((tx, actor) => editDebitFormat(tx, actor, { formatId, version: 1, name: '工行竖线文本', ...wrong })),
    ).rejects.toMatchObject({ code: 'billing.debit_format_wrong' })
  })
})
