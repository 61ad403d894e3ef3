import { type ApprovedRequest, defineApproval } from '../../approvals/index.ts'
import { openDay, type PostingInput, postEntries } from '../../ledger/index.ts'
import { moveDrawerCash } from '../../payments/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { newId } from '../../platform/ids.ts'
import { refuse } from '../errors.ts'
import { fundChanged } from '../events.ts'
import { accountOf } from '../items/treatment.ts'
import { MONEY_ACCOUNTS } from '../refunds/money-account.ts'
import { billing } from '../tables.ts'
import { lockFund } from './ask-fund.ts'
import type { FundDeed, FundKind } from './fund.ts'
import { POSTED } from './fund-request-view.ts'
import { readSpecial } from './fund-sums-view.ts'

type Asked = Awaited<ReturnType<typeof lockAsked>>

/**
 * What was asked for happens, in the transaction of the last approval: the account goes down (or up), cash leaves the drawer of who asked,
 * and it is posted, on a day that is open. The database refuses what is not covered.
 * Errors: billing.fund_too_small (spent or taken back meanwhile), fund_not_moved_in, payments.drawer_too_low, payments.day_closed.
 */
async function applyFund(tx: Tx, actor: Actor, request: ApprovedRequest): Promise<void> {
  const asked = await lockAsked(tx, actor, request.subjectId)
  await lockFund(tx, actor, asked)
  const appliedOn = await openDay(tx, actor, asked.communityId, today())
  await refusingOverdrawn(() => close(tx, actor, asked, { state: 'approved', appliedOn }))
  await requireInSpecial(tx, actor, asked)
  await moveCash(tx, asked)
  const reversed = asked.reversesId === null ? null : await lockAsked(tx, actor, asked.reversesId)
  const postings = reversed
    ? postingsOf(reversed).map(posting => ({ ...posting, amountFen: -posting.amountFen }))
    : postingsOf(asked)
  await postEntries(tx, actor, [
    {
      ...{ id: newId(), communityId: asked.communityId, postedOn: appliedOn, sourceId: asked.id },
      ...{ sourceKind: POSTED[asked.deed], memo: memoOf(asked) },
      postings: postings.filter(posting => posting.amountFen !== 0n),
    },
  ])
}

/** 银行存款—维修资金专户: the owners' own account. */
const SPECIAL = '100202'

/** What was asked for before there was the special account goes back where it came from. */
function postingsOf({ kind, deed, method, amountFen, taxFen, specialFen }: Asked): PostingInput[] {
  const account = accountOf({ treatment: kind, category: '', billKind: 'charge' })
  const tax: PostingInput = { accountCode: '222101', amountFen: -taxFen }
  if (deed === 'manage')
    return [{ accountCode: account, amountFen }, { accountCode: '6051', amountFen: taxFen - amountFen }, tax]
  if (deed === 'opening')
    return [
      { accountCode: specialFen === 0n ? '4103' : SPECIAL, amountFen },
      { accountCode: account, amountFen: -amountFen },
    ]
  if (deed === 'move-in')
    return [
      { accountCode: SPECIAL, amountFen },
      { accountCode: method === null ? '4103' : '1002', amountFen: -amountFen },
    ]
  const money = specialFen === 0n ? MONEY_ACCOUNTS[method ?? 'transfer'] : SPECIAL
  if (deed === 'income')
    return [{ accountCode: money, amountFen }, { accountCode: account, amountFen: taxFen - amountFen }, tax]
  return [
    { accountCode: account, amountFen },
    { accountCode: money, amountFen: -amountFen },
  ]
}

const MEMO_WORDS: Record<FundDeed, string> = {
  spend: '支出',
  'hand-over': '转交',
  manage: '计提管理费用',
  income: '其他收入',
  opening: '期初余额',
  'move-in': '转入专户',
  reversal: '冲回',
}

function memoOf({ deed, purpose }: Asked): string {
  return `${MEMO_WORDS[deed]} ${purpose}`
}

/** Cash leaves and enters the drawer of who asked: whoever approves handles no money. */
async function moveCash(tx: Tx, asked: Asked): Promise<void> {
  if (asked.method !== 'cash' || asked.askedBy === null) return
  const cashier = { ...tx.actor, id: asked.askedBy, name: asked.askedByName }
  const { communityId, id: sourceId, amountFen } = asked
  const kind = asked.effectFen < 0n ? 'out' : 'in'
  await moveDrawerCash(tx, cashier, { kind, communityId, sourceId, amountFen, reason: memoOf(asked).slice(0, 100) })
}

/** Errors: billing.fund_not_moved_in. */
async function requireInSpecial(tx: Tx, actor: Actor, asked: Asked): Promise<void> {
  if (asked.specialFen >= 0n) return
  const { specialFen } = await readSpecial(tx, actor, asked)
  if (specialFen < 0n) throw refuse.fundNotMovedIn({ specialFen: Number(specialFen - asked.specialFen) })
}

async function refusingOverdrawn(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { constraint, detail = '' } = error as { constraint?: string; detail?: string }
    if (constraint !== 'fund_covered') throw error
    throw refuse.fundTooSmall({ spendableFen: -Number(detail.split(' ')[1] ?? '0') })
  }
}

/** What was asked for, locked; the approval that is decided holds it. */
async function lockAsked(tx: Tx, actor: Actor, id: string) {
  const row = await billing(tx)
    .selectFrom('billing.fundRequest')
    .selectAll()
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return {
    ...row,
    kind: row.kind as FundKind,
    deed: row.deed as FundDeed,
    method: row.method as keyof typeof MONEY_ACCOUNTS | null,
  }
}

async function close(
  tx: Tx,
  actor: Actor,
  { id, communityId, kind }: { id: string; communityId: string; kind: FundKind },
  end: { state: 'approved' | 'rejected' | 'withdrawn'; appliedOn: string | null },
): Promise<void> {
  await billing(tx)
    .updateTable('billing.fundRequest')
    .set({ ...end, closedAt: now(), decidedByName: actor.name })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  await publish(tx, fundChanged, { communityId, kind })
}

/** Rejected or taken back: what waited for it is free again. */
async function closeFund(
  tx: Tx,
  actor: Actor,
  request: ApprovedRequest,
  state: 'rejected' | 'withdrawn',
): Promise<void> {
  await close(tx, actor, await lockAsked(tx, actor, request.subjectId), { state, appliedOn: null })
}

/** Registers what is done with money of others as things that somebody else approves. */
export function defineFunds(): void {
  for (const kind of [
    'billing.fund-spending',
    'billing.fund-hand-over',
    'billing.fund-income',
    'billing.fund-reversal',
  ] as const)
    defineApproval(kind, { onApproved: applyFund, onClosed: closeFund })
}
