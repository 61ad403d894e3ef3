import { type PostingInput, postEntries } from '../../ledger/index.ts'
import type { Actor } from '../../platform/actor.ts'
import type { Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Till } from './own-till.ts'

/** What in a drawer is posted, beside what its callers post: 缴存 excepted, which has an entry of its own. */
interface CashEntry {
  sourceKind:
    | 'payments.till-difference'
    | 'payments.shift-difference'
    | 'payments.float-issued'
    | 'payments.float-taken-over'
    | 'payments.cash-moved'
  /** The close, the shift or the movement. */
  sourceId: string
  on: string
  memo: string
  /** Into the drawer positive, out of it negative; 0 posts nothing. */
  amountFen: bigint
}

/** 长短款 (E71): short debits 6711, over credits 6301, against 1001. */
export function postDifference(tx: Tx, actor: Actor, till: Till, entry: CashEntry): Promise<void> {
  const { amountFen, memo } = entry
  const words = `${amountFen < 0n ? '短款' : '长款'} ${memo}`
  return post(tx, actor, till, { ...entry, memo: words }, amountFen < 0n ? '6711' : '6301')
}

/** 备用金: what the company hands out for a drawer or takes back from it, against 1221. */
export function postFloat(tx: Tx, actor: Actor, till: Till, entry: CashEntry): Promise<void> {
  return post(tx, actor, till, entry, '1221')
}

async function post(
  tx: Tx,
  actor: Actor,
  { communityId }: Till,
  { on, amountFen, ...source }: CashEntry,
  against: PostingInput['accountCode'],
): Promise<void> {
  if (amountFen === 0n) return
  const postings = [{ accountCode: '1001', amountFen } as const, { accountCode: against, amountFen: -amountFen }]
  await postEntries(tx, actor, [{ id: newId(), communityId, postedOn: on, ...source, postings }])
}
