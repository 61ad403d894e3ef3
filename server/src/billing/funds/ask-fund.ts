import type { approvals as approvalsContract, billing as contract, RequestOf } from '@anju/contract'
import { sql } from 'kysely'
import { type ApprovalWords, type FactInput, requestApproval } from '../../approvals/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { requireOwnFiles } from '../../platform/files/file-view.ts'
import { seal } from '../../platform/seal.ts'
import { requireWholeCommunities } from '../../platform/whole-communities.ts'
import { requireCommunity } from '../../registry/index.ts'
import { refuse } from '../errors.ts'
import { fundChanged } from '../events.ts'
import { readItem } from '../items/item-view.ts'
import { maskAccount } from '../refunds/write-request.ts'
import { requireUsable } from '../resolutions/resolution-view.ts'
import { billing } from '../tables.ts'
import { effectOf, mayBeDone, movesMoney, needsResolution, specialOf, taxOf } from './fund.ts'
import { type FundRequest, readFundAsked } from './fund-request-view.ts'
import { type FundKey, readSpendable, requireMovedIn } from './fund-sums-view.ts'
import { previewManagement } from './preview-fund.ts'
import { type Shared, shareByArea, writeFundShares } from './share-fund.ts'

type Input = RequestOf<typeof contract.askFund>

/**
 * Asks to spend, hand over or keep money of others, or to enter what else came in. Nothing moves before somebody else approved; what waits
 * is taken off what may be asked for. Errors: platform.not_found, beyond_scope, already_there, billing.fund_key_wrong, fund_deed_wrong,
 * fund_homes_wrong, months_wrong, percent_wrong, payee_account_missing, fund_too_small, fund_not_moved_in, management_too_much, those of `requireUsable`, approvals.nobody_decides.
 */
export async function askFund(tx: Tx, actor: Actor, input: Input): Promise<FundRequest> {
  requireWholeCommunities(actor)
  await requireCommunity(tx, actor, input.communityId)
  const itemName = await requireFundKey(tx, actor, input)
  checkDeed(input)
  const rate = input.taxRatePercent
  if (rate !== null && !(Number(rate) >= 0 && Number(rate) <= 100)) throw refuse.percentWrong()
  const taxFen = taxOf(input.kind, input.deed, input.amountFen, rate)
  const effectFen = effectOf(input.deed, input.amountFen, taxFen)
  await lockFund(tx, actor, input)
  const { spendableFen } = await readSpendable(tx, actor, input)
  if (effectFen < 0n && -effectFen > spendableFen) throw refuse.fundTooSmall({ spendableFen: Number(spendableFen) })
  const specialFen = specialOf(input.kind, input.deed, input.method, input.amountFen)
  if (input.deed === 'manage') await requireKeepable(tx, actor, input)
  const resolution = await requireUsable(tx, actor, input, needsResolution(input.deed))
  await requireMovedIn(tx, actor, input, { specialFen, isMove: input.deed === 'move-in', spendableFen })
  await requireOwnFiles(tx, actor, input.fileIds, ['photo', 'document'])
  const shared = await sharedOf(tx, actor, input)
  const { partyAccount, taxRatePercent: _, homes: __, ...kept } = input
  await insertFundRequest(tx, actor, {
    ...kept,
    ...{ taxFen, effectFen, specialFen, taxRatePercent: taxFen === 0n ? null : rate, reversesId: null },
    partyAccountSealed: partyAccount === '' ? null : seal(partyAccount),
    partyAccountMasked: maskAccount(partyAccount),
  })
  if (shared) await writeFundShares(tx, actor, input, shared.shares)
  return askSomebody(tx, actor, input.id, {
    kind: APPROVALS[input.deed],
    title: titleOf(input, itemName),
    facts: factsOf(input, { itemName, spendableFen, taxFen, resolution, shared }),
    fileIds: input.fileIds,
    reason: input.purpose,
  })
}

const APPROVALS = {
  spend: 'billing.fund-spending',
  manage: 'billing.fund-spending',
  'hand-over': 'billing.fund-hand-over',
  income: 'billing.fund-income',
  opening: 'billing.fund-income',
  'move-in': 'billing.fund-income',
} as const satisfies Record<Input['deed'], approvalsContract.ApprovalKindName>

/** An item where money is collected for others, and nowhere else; answers its name. Errors: billing.fund_key_wrong, platform.not_found. */
export async function requireFundKey(tx: Tx, actor: Actor, { kind, itemId }: FundKey): Promise<string | null> {
  if ((itemId !== null) !== (kind === 'agency')) throw refuse.fundKeyWrong()
  if (itemId === null) return null
  const item = await readItem(tx, actor, itemId)
  if (item.treatment !== 'agency') throw refuse.fundKeyWrong()
  return item.name
}

/** Errors: billing.fund_deed_wrong, billing.months_wrong, billing.payee_account_missing. */
function checkDeed(input: Input): void {
  const { kind, deed, method, partyName, partyAccount, fromMonth, toMonth, resolutionId } = input
  if (!mayBeDone(kind, deed)) throw refuse.fundDeedWrong({ reason: 'kind' })
  if (deed === 'move-in' ? method === 'cash' : movesMoney(deed) !== (method !== null))
    throw refuse.fundDeedWrong({ reason: 'method' })
  if (movesMoney(deed) && partyName === '') throw refuse.fundDeedWrong({ reason: 'party' })
  if (!needsResolution(deed) && resolutionId !== null) throw refuse.fundDeedWrong({ reason: 'resolution' })
  const isOfMonths = deed === 'hand-over' || deed === 'manage'
  if (isOfMonths !== (fromMonth !== null && toMonth !== null)) throw refuse.fundDeedWrong({ reason: 'months' })
  if (fromMonth !== null && toMonth !== null && fromMonth > toMonth) throw refuse.monthsWrong()
  if (movesMoney(deed) && deed !== 'income' && method === 'transfer' && partyAccount === '')
    throw refuse.payeeAccountMissing()
}

/** The maintenance fund is kept home by home: whatever moves it is of some. Errors: billing.fund_homes_wrong. */
async function sharedOf(
  tx: Tx,
  actor: Actor,
  { kind, deed, communityId, amountFen, homes }: Input,
): Promise<Shared | null> {
  if (kind === 'fund' && deed !== 'move-in') return shareByArea(tx, actor, communityId, amountFen, homes)
  if (homes !== null) throw refuse.fundHomesWrong({ reason: 'kind' })
  return null
}

/** Errors: billing.management_too_much. */
async function requireKeepable(
  tx: Tx,
  actor: Actor,
  { communityId, fromMonth, toMonth, amountFen }: Input,
): Promise<void> {
  const months = { communityId, from: fromMonth ?? '', to: toMonth ?? '' }
  const { amountFen: mostFen } = await previewManagement(tx, actor, months)
  if (amountFen > mostFen) throw refuse.managementTooMuch({ mostFen: Number(mostFen) })
}

/** Two who ask for the same money wait for each other; it is the lock of the database's own last word. */
export async function lockFund(tx: Tx, actor: Actor, { communityId, kind, itemId }: FundKey): Promise<void> {
  const key = `billing.fund/${tenantOf(actor)}/${communityId}/${kind}/${itemId ?? ''}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(billing(tx))
}

type Kept = FundKey & {
  id: string
  deed: FundRequest['deed']
  amountFen: bigint
  taxFen: bigint
  taxRatePercent: string | null
  effectFen: bigint
  specialFen: bigint
  method: FundRequest['method']
  partyName: string
  partyAccountSealed: Buffer | null
  partyAccountMasked: string
  purpose: string
  reference: string
  fileIds: string[]
  resolutionId: string | null
  fromMonth: string | null
  toMonth: string | null
  reversesId: string | null
}

/** Errors: platform.already_there. */
export async function insertFundRequest(tx: Tx, actor: Actor, kept: Kept): Promise<void> {
  const added = await billing(tx)
    .insertInto('billing.fundRequest')
    .values({ ...kept, tenantId: tenantOf(actor), askedBy: actor.id, askedByName: actor.name, askedAt: now() })
    .onConflict(conflict => conflict.columns(['tenantId', 'id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refusePlatform.alreadyThere()
}

interface Asking {
  kind: approvalsContract.ApprovalKindName
  title: ApprovalWords
  facts: FactInput[]
  fileIds: string[]
  reason: string
}

/** Puts what was kept before who decides. Errors: approvals.nobody_decides. */
export async function askSomebody(
  tx: Tx,
  actor: Actor,
  id: string,
  { fileIds, ...asking }: Asking,
): Promise<FundRequest> {
  const { communityId, kind, amountFen } = await readFundAsked(tx, actor, id)
  const requestId = await requestApproval(tx, actor, {
    ...{ subjectId: id, communityId, premisesId: null, amountFen, ...asking, photoIds: fileIds },
  })
  await billing(tx)
    .updateTable('billing.fundRequest')
    .set({ requestId })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', id)
    .execute()
  await publish(tx, fundChanged, { communityId, kind })
  return readFundAsked(tx, actor, id)
}

function titleOf({ kind, deed, purpose, fromMonth, toMonth }: Input, itemName: string | null): ApprovalWords {
  const months = { from: fromMonth ?? '', to: toMonth ?? '' }
  if (deed === 'hand-over') return { code: 'hand-over', params: { item: itemName ?? '', ...months } }
  if (deed === 'manage') return { code: 'manage', params: months }
  if (deed === 'spend') return { code: kind === 'fund' ? 'spend-fund' : 'spend-public', params: { purpose } }
  if (deed === 'move-in') return { code: 'fund-move-in', params: { purpose } }
  return { code: deed === 'income' ? 'fund-income' : 'fund-opening', params: { purpose } }
}

interface Known {
  itemName: string | null
  spendableFen: bigint
  taxFen: bigint
  resolution: { number: string; limitFen: bigint | null } | null
  shared: Shared | null
}

function factsOf(input: Input, { itemName, spendableFen, taxFen, resolution, shared }: Known): FactInput[] {
  const { kind, method, partyName, partyAccount, reference, fromMonth, toMonth } = input
  const facts: FactInput[] = [fundFact(kind, itemName), { name: 'balance', text: '', fen: spendableFen }]
  if (partyName !== '') facts.push({ name: 'payee', text: partyName, fen: null })
  if (method !== null) facts.push({ name: 'method', text: { code: 'method', params: { method } }, fen: null })
  if (partyAccount !== '') facts.push({ name: 'account', text: maskAccount(partyAccount), fen: null })
  if (fromMonth !== null && toMonth !== null)
    facts.push({ name: 'days', text: { code: 'months', params: { from: fromMonth, to: toMonth } }, fen: null })
  if (reference !== '') facts.push({ name: 'reference', text: reference, fen: null })
  if (resolution) facts.push({ name: 'resolution', text: resolution.number, fen: resolution.limitFen })
  if (shared) {
    const params = { count: String(shared.homes), area: shared.areaM2 }
    facts.push({ name: 'homes', text: { code: 'fund-homes', params }, fen: null })
  }
  if (taxFen > 0n) facts.push({ name: 'tax', text: '', fen: taxFen })
  return facts
}

/** Which account it is of. */
export function fundFact(kind: FundKey['kind'], itemName: string | null): FactInput {
  const text: ApprovalWords =
    kind === 'agency' ? { code: 'fund-agency', params: { item: itemName ?? '' } } : { code: `fund-${kind}`, params: {} }
  return { name: 'fund', text, fen: null }
}
