import { type Call, payments } from '@anju/contract'
import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'
import type { Ground } from './world.ts'

const page = { limit: 200 }

const counted = { denominations: { '5000': 1, '1000': 1 }, countedFen: 6000, methods: [], note: '备用金' }
const looks = {
  title: '收款收据',
  footer: '凭据换票',
  paper: 'A5',
  verification: true,
  logoId: null,
  sealId: null,
} as const

/** A colleague's closed day, and the colleague's cash on its way to who makes the samples. */
export async function makeTills(
  colleague: { call: Call },
  things: { communityId: string; managerId: string },
): Promise<{ dayCloseId: string; handOverId: string }> {
  const { communityId, managerId } = things
  const [dayCloseId, handOverId] = [newId(), newId()]
  await colleague.call(payments.closeDay, { body: { id: dayCloseId, communityId, day: '2026-02-01', ...counted } })
  await colleague.call(payments.openShift, { body: { id: newId(), communityId, floatFen: 6000 } })
  await colleague.call(payments.depositCash, {
    body: { id: newId(), communityId, amountFen: 1000, bank: '工商银行', slipNumber: 'S-1' },
  })
  await colleague.call(payments.handOverShift, {
    body: { id: handOverId, communityId, toId: managerId, countedFen: 5000 },
  })
  return { dayCloseId, handOverId }
}

/** Receipts, their looks, and the cashier's drawer. Accepting comes first and opens the shift that is handed over later. */
export const TILL_SAMPLES: Record<string, Sample> = {
  'payments.voidReceipt': things => ({
    params: { receiptId: things.receiptId },
    body: { reason: '交款人姓名写错', reissue: true, payerName: '王小明' },
  }),
  'payments.readReceiptTemplate': things => ({ params: { communityId: things.communityId } }),
  'payments.changeReceiptTemplate': things => ({
    params: { communityId: things.communityId },
    body: { ...looks, receiptPer: 'payment', version: 0 },
  }),
  'payments.previewReceipt': things => ({ params: { communityId: things.communityId }, body: looks }),
  'payments.readMyTill': things => ({ query: { communityId: things.communityId } }),
  'payments.openShift': things => ({
    body: { id: newId(), communityId: things.communityId, floatFen: 500_000, floatReason: '领备用金' },
  }),
  'payments.moveCash': things => ({
    body: { id: newId(), communityId: things.communityId, kind: 'in', amountFen: 10_000, reason: '领备用金' },
  }),
  'payments.depositCash': things => ({
    body: {
      id: newId(),
      communityId: things.communityId,
      amountFen: 100,
      bank: '工商银行',
      slipNumber: `S-${newId()}`,
    },
  }),
  'payments.handOverShift': (things, company) => ({
    body: { id: newId(), communityId: things.communityId, toId: company.colleague.id, countedFen: 100 },
  }),
  'payments.acceptHandOver': things => ({
    params: { handOverId: things.handOverId },
    body: { shiftId: newId(), countedFen: 5000 },
  }),
  'payments.closeDay': things => ({
    body: { id: newId(), communityId: things.communityId, day: '2026-01-01', ...counted },
  }),
  'payments.listTills': things => ({ query: { communityId: things.communityId } }),
  'payments.listDayCloses': things => ({ query: { ...page, communityId: things.communityId } }),
  'payments.exportDayCloses': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'payments.countWaitingDayCloses': () => ({}),
  'payments.readDayClose': things => ({ params: { dayCloseId: things.dayCloseId } }),
  'payments.dayClosePdf': things => ({ params: { dayCloseId: things.dayCloseId } }),
  'payments.signDayClose': things => ({ params: { dayCloseId: things.dayCloseId }, body: { note: '已核对' } }),
  'payments.listJournal': things => ({ query: { ...page, communityId: things.communityId } }),
  'payments.exportJournal': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
}

export const TILL_MADE_IDS: Record<string, MadeId> = {
  'payments.openShift': (ground, _company, things) => firstId(ground, 'till_shift', things.communityId),
  'payments.moveCash': (ground, _company, things) => firstId(ground, 'cash_movement', things.communityId),
  'payments.depositCash': (ground, _company, things) => firstId(ground, 'bank_deposit', things.communityId),
  'payments.closeDay': (_ground, _company, things) => things.dayCloseId,
  'payments.handOverShift': (_ground, _company, things) => things.handOverId,
}

async function firstId(ground: Ground, table: string, communityId: string): Promise<string> {
  const { rows } = await ground.owner.query<{ id: string }>(
    `select id from payments.${table} where community_id = $1 order by id limit 1`,
    [communityId],
  )
  return rows[0]?.id ?? ''
}
