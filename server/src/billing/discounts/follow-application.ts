import { sql } from 'kysely'
import { z } from 'zod'
import { defineApproval, requestApproval, takeBackRequest } from '../../approvals/index.ts'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { dec } from '../../platform/decimals.ts'
import { Refusal, refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { defineJob } from '../../platform/jobs.ts'
import { refuse } from '../errors.ts'
import { discountDecided } from '../events.ts'
import { roundToFen, yuanOf } from '../rules/rounding.ts'
import { billing } from '../tables.ts'
import { type CarriedStep, grantCarried } from './carry-applications.ts'
import { type DiscountView, readDiscount } from './discount-view.ts'
import { giveDiscount } from './grant-discounts.ts'

const KIND = 'billing.discount'
const NOBODY = '物业公司目前没有可以审批优惠的人员，请联系物业前台办理'

/**
 * Brings what a resident asked for to who approves, or takes it from there again: residents do not reach the approvals themselves.
 * Running it again changes nothing. Where nobody in the company may decide, it is answered so at once: a resident who waits for nobody
 * learns it, and no job tries forever.
 */
export const followApplication = defineJob(
  'billing.followApplication',
  z.object({ applicationId: z.uuid() }),
  async (tx, actor, { applicationId }) => {
    const application = await lockApplication(tx, actor, applicationId)
    if (application?.state === 'withdrawn') {
      await takeBackRequest(tx, { ...actor, name: application.askedByName }, { kind: KIND, subjectId: applicationId })
    }
    if (application?.state !== 'waiting' || application.requested) return
    try {
      await ask(tx, actor, application)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'approvals.nobody_decides') throw error
      await close(tx, actor, application, { state: 'rejected', answer: NOBODY })
    }
  },
)

defineApproval(KIND, {
  async onApproved(tx, actor, { subjectId }) {
    const application = await lockApplication(tx, actor, subjectId)
    if (!application) throw refusePlatform.notFound()
    const { state, id, discountId, fromOn, toOn, reason, photoIds } = application
    if (state !== 'waiting') throw refuse.applicationDecided({ state })
    const steps = application.carried as unknown as CarriedStep[]
    const premisesId = steps[0]?.premisesId ?? application.premisesId
    await giveDiscount(tx, actor, { id, discountId, premisesId, fromOn, toOn, reason, photoIds })
    await grantCarried(tx, actor, discountId, steps)
    await close(tx, actor, application, { state: 'approved', answer: null })
  },
  async onClosed(tx, actor, { subjectId }, state, note) {
    const application = await lockApplication(tx, actor, subjectId)
    if (application?.state !== 'waiting') return
    await close(tx, actor, application, { state, answer: state === 'rejected' ? note : null })
  },
})

type Application = NonNullable<Awaited<ReturnType<typeof lockApplication>>>

async function lockApplication(tx: Tx, actor: Actor, applicationId: string) {
  return billing(tx)
    .selectFrom('billing.discountApplication as a')
    .selectAll()
    .select(
      sql<boolean>`exists (select 1 from approvals.public_request r
        where r.tenant_id = a.tenant_id and r.kind = ${KIND} and r.subject_id = a.id)`.as('requested'),
    )
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.id', '=', applicationId)
    .forUpdate('a')
    .executeTakeFirst()
}

async function ask(tx: Tx, actor: Actor, application: Application): Promise<void> {
  const discount = await readDiscount(tx, actor, application.discountId)
  const { label } = await billing(tx)
    .selectFrom('registry.publicPremises')
    .select('label')
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', application.premisesId)
    .executeTakeFirstOrThrow()
  const percent = percentOn(discount, application.fromOn)
  const savingFen = await monthlySaving(tx, actor, application.premisesId, discount, percent)
  await requestApproval(
    tx,
    { ...actor, name: application.askedByName },
    {
      kind: KIND,
      subjectId: application.id,
      communityId: application.communityId,
      premisesId: application.premisesId,
      amountFen: savingFen,
      title: { code: 'discount', params: { place: label, discount: discount.name } },
      facts: [
        { name: 'premises', text: label, fen: null },
        {
          name: 'discount',
          text:
            percent === null ? discount.name : { code: 'discount-part', params: { discount: discount.name, percent } },
          fen: null,
        },
        { name: 'days', text: `${application.fromOn} ~ ${application.toOn}`, fen: null },
        { name: 'saving', text: '', fen: savingFen },
      ],
      reason: application.reason,
      photoIds: application.photoIds,
    },
  )
}

function percentOn({ versions }: DiscountView, day: string): string | null {
  const sorted = versions.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1))
  return (sorted.findLast(({ effectiveFrom }) => effectiveFrom <= day) ?? sorted[0])?.percent ?? null
}

/** What a month costs less, judged by the last full line of each rule of the premises: for who approves, not for charging. */
async function monthlySaving(
  tx: Tx,
  actor: Actor,
  premisesId: string,
  { itemIds }: DiscountView,
  percent: string | null,
): Promise<bigint> {
  const { rows } = await sql<{ fen: bigint | null }>`
    select sum(last.amount_fen)::bigint as fen from (
      select distinct on (b.assignment_id) l.amount_fen from billing.bill b
      join billing.bill_line l on l.tenant_id = b.tenant_id and l.bill_id = b.id
      join billing.charge_item i on i.tenant_id = b.tenant_id and i.id = b.item_id
      join billing.rule r on r.tenant_id = b.tenant_id and r.id = b.rule_id
      where b.tenant_id = ${tenantOf(actor)} and b.premises_id = ${premisesId} and b.kind = 'charge' and b.state = 'issued'
        and l.segment_start <= ${today()}::date
        and billing.discount_reaches(${itemIds}::uuid[], b.item_id, i.treatment, r.kind)
      order by b.assignment_id, l.segment_start desc, l.amount_fen desc) last`.execute(billing(tx))
  const charged = rows[0]?.fen ?? 0n
  if (charged <= 0n || percent === null) return 0n
  const less = dec('100').minus(percent)
  return less.isNegative() ? 0n : roundToFen(yuanOf(charged).times(less).div(100))
}

async function close(
  tx: Tx,
  actor: Actor,
  application: Application,
  outcome: { state: 'approved' | 'rejected' | 'withdrawn'; answer: string | null },
): Promise<void> {
  await billing(tx)
    .updateTable('billing.discountApplication')
    .set({ ...outcome, closedAt: now() })
    .where('tenantId', '=', tenantOf(actor))
    .where('id', '=', application.id)
    .execute()
  const { communityId, premisesId, id } = application
  await publish(tx, discountDecided, { communityId, premisesId, applicationId: id })
  if (outcome.state === 'withdrawn') return
  const { name } = await readDiscount(tx, actor, application.discountId)
  await notify(tx, actor, {
    kind: outcome.state === 'approved' ? 'my-discount-approved' : 'my-discount-rejected',
    params: { discount: name, from: application.fromOn, to: application.toOn, answer: outcome.answer ?? '' },
    about: { kind: 'discount', id },
    to: { residentIds: [application.askedBy] },
  })
}
