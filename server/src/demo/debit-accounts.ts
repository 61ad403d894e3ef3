import { billing as contract } from '@anju/contract'
import { followingJobs } from '../billing/index.ts'
import { type Actor, tenantOf } from '../platform/actor.ts'
import { setClock } from '../platform/clock.ts'
import { inTransaction } from '../platform/db.ts'
import { addDays } from '../platform/period.ts'
import type { Calendar } from './calendar.ts'
import { call, perform } from './demo-call.ts'
import type { DemoGround } from './demo-company.ts'
import { demoId } from './demo-id.ts'

const HOMES = 6
const BANKS = ['工商银行杭州西湖支行', '建设银行杭州之江支行', '农业银行杭州转塘支行'] as const

const column = { title: '', text: '', width: null, align: 'left', pad: ' ' } as const
const LAYOUTS = {
  request: {
    ...({ kind: 'delimited', encoding: 'gbk', delimiter: '|', amountUnit: 'yuan', heading: false } as const),
    summary: 'last' as const,
    columns: (['reference', 'holderName', 'accountNumber', 'amount', 'premisesLabel'] as const).map(field => ({
      ...column,
      field,
    })),
    summaryColumns: (['batchNumber', 'count', 'total'] as const).map(field => ({ ...column, field })),
  },
  result: {
    ...({ kind: 'delimited', encoding: 'utf-8', delimiter: '|', amountUnit: 'fen', headingLines: 0 } as const),
    summary: 'none' as const,
    columns: (['reference', 'amount', 'code', 'reason'] as const).map(field => ({ field, width: null })),
    successCodes: ['0000'],
  },
}

/**
 * Households that let the bank take what they owe: a batch that the bank has answered, one of it without money on the account, and a second
 * batch for that one, which is on its way.
 */
export async function debitAccounts(
  ground: DemoGround,
  admin: Actor,
  communityId: string,
  calendar: Calendar,
): Promise<void> {
  // One moment for all: the log of what was done never goes back in time.
  setClock(calendar.endsAt)
  const idOf = (words: string) => demoId(tenantOf(admin), `direct debit ${words}`, calendar.endsAt)
  const there = await call(ground, contract.listDebitBatches, admin, { communityId, limit: 5 })
  if (there.items.length > 1) return
  const formatId = idOf('format')
  const { items: formats } = await call(ground, contract.listDebitFormats, admin, {})
  if (formats.length === 0)
    await call(ground, contract.createDebitFormat, admin, { id: formatId, name: '工商银行竖线文本', ...LAYOUTS })
  await signAll(ground, admin, communityId, calendar, idOf)
  const wanted = {
    ...{ communityId, formatId, itemIds: null, debitOn: calendar.dayAgo(0), dueUntil: calendar.dayAgo(0) },
    withPenalty: true,
  }
  const first = await make(ground, admin, idOf('batch 1'), wanted)
  if (first) await answer(ground, admin, first, idOf('result 1'))
  const second = await make(ground, admin, idOf('batch 2'), wanted)
  if (second) await call(ground, contract.sendDebitBatch, admin, { batchId: second })
}

async function signAll(
  ground: DemoGround,
  admin: Actor,
  communityId: string,
  calendar: Calendar,
  idOf: (words: string) => string,
): Promise<void> {
  const known = await call(ground, contract.listMandates, admin, { communityId, limit: 50 })
  const { items } = await call(ground, contract.listDebtors, admin, { communityId, limit: 40 })
  const homes = items.filter(debtor => debtor.payerName !== null).slice(-HOMES)
  const signedOn = addDays(calendar.dayAgo(0), -60)
  for (const [index, home] of homes.entries()) {
    const id = idOf(`mandate ${home.id}`)
    if (known.items.some(mandate => mandate.id === id)) continue
    await call(ground, contract.signMandate, admin, {
      ...{ id, premisesId: home.id, payerPersonId: null, holderName: home.payerName ?? '', itemIds: null },
      ...{ bankName: BANKS[index % BANKS.length] ?? BANKS[0], accountNumber: `622202120200012${3400 + index * 7}` },
      ...{ agreementNumber: `XY2026${String(index + 1).padStart(4, '0')}`, signedOn, validFrom: signedOn },
      ...{ validUntil: null, photoIds: [], remark: null },
    })
  }
}

type Wanted = Parameters<typeof call<typeof contract.previewDebits>>[3]

async function make(ground: DemoGround, admin: Actor, id: string, wanted: Wanted): Promise<string | null> {
  const { items } = await call(ground, contract.listDebitBatches, admin, { communityId: wanted.communityId, limit: 5 })
  if (items.some(batch => batch.id === id)) return id
  const { count, totalFen } = await call(ground, contract.previewDebits, admin, wanted)
  if (count === 0) return null
  await call(ground, contract.makeDebitBatch, admin, { id, ...wanted, count, totalFen })
  return id
}

/** The bank took all but the last. */
async function answer(ground: DemoGround, admin: Actor, batchId: string, resultId: string): Promise<void> {
  await call(ground, contract.sendDebitBatch, admin, { batchId })
  const { items } = await call(ground, contract.listDebits, admin, { batchId, limit: 50, sort: 'place' })
  const lines = items.map((debit, index) =>
    index === items.length - 1
      ? `${debit.reference}|${debit.amountFen}|5001|余额不足`
      : `${debit.reference}|${debit.amountFen}|0000|成功`,
  )
  await inTransaction(ground.db, admin, tx =>
    followingJobs.takeDebitResult(
      tx,
      admin,
      { batchId, resultId, name: '代扣回盘.txt' },
      Buffer.from(lines.join('\n')),
    ),
  )
  await perform(ground, followingJobs.settleDebits, { batchId })
}
