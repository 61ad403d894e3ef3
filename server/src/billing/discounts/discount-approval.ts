import type { billing as contract, ResponseOf } from '@anju/contract'
import { type ApprovalWords, type FactInput, requestApproval } from '../../approvals/index.ts'
import { type Actor, accountOf, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse } from '../errors.ts'
import { billing } from '../tables.ts'
import { readDiscount } from './discount-view.ts'
import { monthlySaving, percentOn } from './monthly-saving.ts'

export const DISCOUNT_APPROVAL = 'billing.discount'

/** What is asked of a discount for premises: so many days of it, or a later end of one they have (`grantId`). */
export interface AskedDiscount {
  id: string
  communityId: string
  premisesId: string
  discountId: string
  fromOn: string
  toOn: string
  reason: string
  photoIds: string[]
  grantId?: string | null
}

/**
 * Keeps what staff asks for beside what residents ask for, and brings it to who approves; approved, it happens under the same id. Answers the request's
 * id. Errors: billing.discount_asked (one waits), approvals.nobody_decides.
 */
export async function askAsStaff(tx: Tx, actor: Actor, asked: AskedDiscount, used?: EndedBy): Promise<string> {
  const by = { byStaff: true, askedBy: accountOf(actor), askedByName: actor.name, askedAt: now() }
  const added = await billing(tx)
    .insertInto('billing.discountApplication')
    .values({ ...asked, ...by, tenantId: tenantOf(actor) })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw refuse.discountAsked()
  return requestDiscount(tx, actor, asked, used)
}

type EndedBy = ResponseOf<typeof contract.listDiscountGrants>['items'][number]['endedBy']

/**
 * Asks who approves: which home, what discount, which days, and what it is worth a month, where something of it was billed. Answers the request's id.
 * Errors: platform.already_there, approvals.nobody_decides.
 */
export async function requestDiscount(
  tx: Tx,
  actor: Actor,
  asked: AskedDiscount,
  used: EndedBy = null,
): Promise<string> {
  const { id, communityId, premisesId, fromOn, toOn, reason, photoIds } = asked
  const discount = await readDiscount(tx, actor, asked.discountId)
  const { label } = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('label')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', premisesId)
    .executeTakeFirstOrThrow()
  const percent = percentOn(discount, fromOn)
  const savingFen = await monthlySaving(tx, actor, premisesId, discount, percent)
  const kind = discount.kind === 'prepay' ? 'other' : discount.kind
  const facts: FactInput[] = [
    { name: 'premises', text: label, fen: null },
    { name: 'kind', text: words(`discount-${kind}`), fen: null },
    {
      name: 'discount',
      text: percent === null ? discount.name : words('discount-part', { discount: discount.name, percent }),
      fen: null,
    },
    { name: 'days', text: `${fromOn} ~ ${toOn}`, fen: null },
    ...(savingFen === null ? [] : [{ name: 'saving' as const, text: '', fen: savingFen }]),
    ...(used
      ? [
          {
            name: 'cause' as const,
            text: words('discount-used', { used: used.used, from: used.fromOn, to: used.toOn }),
            fen: null,
          },
        ]
      : []),
  ]
  return requestApproval(tx, actor, {
    ...{ kind: DISCOUNT_APPROVAL, subjectId: id, communityId, premisesId, amountFen: savingFen ?? 0n },
    title: words(asked.grantId ? 'discount-longer' : 'discount', { place: label, discount: discount.name }),
    ...{ facts, reason, photoIds },
  })
}

function words(code: ApprovalWords['code'], params: Record<string, string> = {}): ApprovalWords {
  return { code, params }
}
