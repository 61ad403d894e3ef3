import type { billing as contract, RequestOf } from '@anju/contract'
import { type ApprovalWords, billWords, type FactInput } from '../../approvals/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { lockPurse } from '../purses/move-purse.ts'
import { billing } from '../tables.ts'
import { checkRefund } from './refund.ts'
import type { RefundRequest } from './refund-view.ts'
import { type Refundable, readRefundable } from './refundable-view.ts'
import { writeRequest } from './write-request.ts'

/**
 * Asks to give back part of a payment: never more of a line than was paid and not given back, what waiting requests ask for
 * counted in (E60). Two who ask at once: the later is measured again when it is approved.
 * Errors: platform.not_found, billing.more_than_refundable, refund_discounted, payment_reversed, those of `writeRequest`.
 */
export async function askRefund(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askRefund>,
): Promise<RefundRequest> {
  const payment = await readRefundable(tx, actor, input)
  const { lines, prepaidFen = 0n } = input
  const amountFen = lines.reduce((sum, line) => sum + line.amountFen, prepaidFen)
  requireRefundable(payment, { lines, prepaidFen }, amountFen)
  const { communityId, premisesId } = payment
  return writeRequest(
    tx,
    actor,
    {
      ...{ ...payeeOf(input), communityId, premisesId, kind: 'refund', sourceKind: 'payment' },
      ...{ sourceId: input.paymentId, amountFen, deductedFen: 0n, parts: lines, prepaidFen },
    },
    {
      title: { code: 'refund', params: { receipt: payment.receiptNumber } },
      photoIds: input.photoIds,
      facts: [
        { name: 'receipt', text: payment.receiptNumber, fen: payment.amountFen },
        { name: 'paidOn', text: paidWords(payment.paidOn, payment.method), fen: null },
        ...lines.map(part => {
          const line = payment.lines.find(one => one.lineId === part.lineId)
          const text = billWords(line?.itemName ?? '', line?.periodFrom ?? '', line?.billNumber ?? '')
          return { name: 'bill' as const, text, fen: part.amountFen }
        }),
        ...(prepaidFen > 0n ? [{ name: 'purse' as const, text: '', fen: prepaidFen }] : []),
        methodFact(input.method),
        ...accountFact(input.payeeAccount),
      ],
    },
  )
}

function requireRefundable(
  payment: Refundable,
  input: { lines: RequestOf<typeof contract.askRefund>['lines']; prepaidFen: bigint },
  amountFen: bigint,
): void {
  if (payment.reversal === 'done' || payment.reversal === 'waiting') throw refuse.paymentReversed()
  // A line of another payment is not there.
  const ofPayment = new Set(payment.lines.map(line => line.lineId))
  if (input.lines.some(line => !ofPayment.has(line.lineId))) throw refusePlatform.notFound()
  if (amountFen <= 0n || amountFen > payment.leftFen)
    throw refuse.moreThanRefundable({ mostFen: Number(payment.leftFen), lineId: null })
  const asked = new Map(input.lines.map(line => [line.lineId, line.amountFen]))
  const isWhole = payment.lines.every(line => asked.get(line.lineId) === line.leftFen || line.leftFen === 0n)
  if (payment.discountFen > 0n && input.lines.length > 0 && !isWhole)
    throw refuse.refundDiscounted({ discountFen: Number(payment.discountFen) })
  const known = payment.lines.map(line => ({ id: line.lineId, paidFen: line.leftFen, refundedFen: 0n }))
  const checked = checkRefund(
    known,
    input.lines.map(line => ({ lineId: line.lineId, fen: line.amountFen })),
  )
  if (!checked.ok) throw refuse.moreThanRefundable({ mostFen: Number(checked.mostFen), lineId: checked.lineId })
  if (input.prepaidFen > payment.prepaidFen)
    throw refuse.moreThanRefundable({ mostFen: Number(payment.prepaidFen), lineId: null })
}

/** Asks to give back prepaid money. Errors: platform.not_found, billing.more_than_refundable, those of `writeRequest`. */
export async function askPurseRefund(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askPurseRefund>,
): Promise<RefundRequest> {
  const purse = await lockPurse(tx, actor, input.purseId)
  const leftFen = purse.balanceFen - (await waitingFen(tx, actor, 'purse', input.purseId))
  if (input.amountFen > leftFen) throw refuse.moreThanRefundable({ mostFen: Number(leftFen), lineId: null })
  const { communityId, premisesId } = purse
  return writeRequest(
    tx,
    actor,
    {
      ...{ ...payeeOf(input), communityId, premisesId, kind: 'refund', sourceKind: 'purse', sourceId: input.purseId },
      ...{ amountFen: input.amountFen, deductedFen: 0n, parts: [], prepaidFen: 0n },
    },
    {
      ...{ title: { code: 'refund-purse', params: {} }, photoIds: input.photoIds },
      facts: [
        { name: 'purse', text: '', fen: purse.balanceFen },
        methodFact(input.method),
        ...accountFact(input.payeeAccount),
      ],
    },
  )
}

/**
 * Asks to give a deposit back, a part kept for damage: that part is income only once it is approved (E61).
 * Errors: platform.not_found, billing.nothing_to_return, more_than_refundable, those of `writeRequest`.
 */
export async function askDepositReturn(
  tx: Tx,
  actor: Actor,
  input: RequestOf<typeof contract.askDepositReturn>,
): Promise<RefundRequest> {
  const { refundFen: amountFen, deductFen: deductedFen } = input
  if (amountFen + deductedFen === 0n) throw refuse.nothingToReturn()
  const deposit = await lockDeposit(tx, actor, input.depositId)
  const leftFen = deposit.heldFen - (await waitingFen(tx, actor, 'deposit', input.depositId))
  if (amountFen + deductedFen > leftFen) throw refuse.moreThanRefundable({ mostFen: Number(leftFen), lineId: null })
  const { communityId, premisesId, itemName } = deposit
  const kind = deductedFen > 0n ? 'deduction' : 'refund'
  return writeRequest(
    tx,
    actor,
    {
      ...{ ...payeeOf(input), communityId, premisesId, kind, sourceKind: 'deposit', sourceId: input.depositId },
      ...{ amountFen, deductedFen, parts: [], prepaidFen: 0n },
    },
    {
      title: { code: deductedFen > 0n ? 'deduction' : 'refund-deposit', params: { item: itemName } },
      photoIds: input.photoIds,
      facts: [
        { name: 'held', text: itemName, fen: deposit.heldFen },
        ...(deductedFen > 0n ? [{ name: 'deduct' as const, text: '', fen: deductedFen }] : []),
        ...(amountFen > 0n
          ? [{ name: 'deposit' as const, text: { code: 'given-back' as const, params: {} }, fen: amountFen }]
          : []),
        methodFact(input.method),
        ...accountFact(input.payeeAccount),
      ],
    },
  )
}

export interface HeldDeposit {
  communityId: string
  premisesId: string
  itemName: string
  payerPersonId: string | null
  heldFen: bigint
}

/** A deposit under its lock. Errors: platform.not_found. */
export async function lockDeposit(tx: Tx, actor: Actor, depositId: string): Promise<HeldDeposit> {
  const row = await billing(tx)
    .selectFrom('billing.deposit as d')
    .innerJoin('billing.chargeItem as i', join =>
      join.onRef('i.tenantId', '=', 'd.tenantId').onRef('i.id', '=', 'd.itemId'),
    )
    .select(['d.communityId', 'd.premisesId', 'i.name as itemName', 'd.payerPersonId', 'd.heldFen'])
    .where('d.tenantId', '=', tenantOf(actor))
    .where('d.id', '=', depositId)
    .forUpdate('d')
    .executeTakeFirst()
  if (!row) throw refusePlatform.notFound()
  return { ...row, heldFen: row.heldFen ?? 0n }
}

/** What requests that wait ask back of a purse or deposit. */
async function waitingFen(tx: Tx, actor: Actor, sourceKind: 'purse' | 'deposit', sourceId: string): Promise<bigint> {
  const rows = await billing(tx)
    .selectFrom('billing.refundRequest')
    .select(['amountFen', 'deductedFen'])
    .where('tenantId', '=', tenantOf(actor))
    .where('sourceKind', '=', sourceKind)
    .where('sourceId', '=', sourceId)
    .where('state', '=', 'waiting')
    .execute()
  return rows.reduce((sum, row) => sum + row.amountFen + row.deductedFen, 0n)
}

function methodFact(method: string): FactInput {
  return { name: 'method', text: { code: 'method', params: { method } }, fen: null }
}

function paidWords(on: string, method: string): ApprovalWords {
  return { code: 'paid', params: { on, method } }
}

type Payee = Pick<RequestOf<typeof contract.askPurseRefund>, 'id' | 'method' | 'payeeName' | 'payeeAccount' | 'reason'>

function payeeOf({ id, method, payeeName, payeeAccount, reason }: Payee): Payee {
  return { id, method, payeeName, payeeAccount, reason }
}

/** Enough of an account to recognise it. */
function accountFact(account: string) {
  return account === '' ? [] : [{ name: 'account' as const, text: `**** ${account.slice(-4)}`, fen: null }]
}
