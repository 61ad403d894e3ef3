import { sql } from 'kysely'
import { z } from 'zod'
import { defineApproval, takeBackRequest } from '../../approvals/index.ts'
import { notify } from '../../messaging/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal, refuse as refusePlatform } from '../../platform/errors.ts'
import { publish } from '../../platform/events.ts'
import { defineJob } from '../../platform/jobs.ts'
import { refuse } from '../errors.ts'
import { discountDecided } from '../events.ts'
import { billing } from '../tables.ts'
import { type CarriedStep, grantCarried } from './carry-applications.ts'
import { DISCOUNT_APPROVAL, requestDiscount } from './discount-approval.ts'
import { readDiscount } from './discount-view.ts'
import { giveDiscount, prolongGrant } from './grant-discounts.ts'

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
      await takeBackRequest(
        tx,
        { ...actor, name: application.askedByName },
        { kind: DISCOUNT_APPROVAL, subjectId: applicationId },
      )
    }
    if (application?.state !== 'waiting' || application.requested) return
    try {
      await requestDiscount(tx, { ...actor, name: application.askedByName }, application)
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'approvals.nobody_decides') throw error
      await close(tx, actor, application, { state: 'rejected', answer: NOBODY })
    }
  },
)

defineApproval(DISCOUNT_APPROVAL, {
  async onApproved(tx, actor, { subjectId }) {
    const application = await lockApplication(tx, actor, subjectId)
    if (!application) throw refusePlatform.notFound()
    const { state, discountId, grantId, fromOn, toOn } = application
    if (state !== 'waiting') throw refuse.applicationDecided({ state })
    const steps = application.carried as unknown as CarriedStep[]
    if (grantId !== null) {
      // Of premises that were merged or split the discount went on in others, under another id.
      if (steps.length > 0) throw refuse.grantChanged()
      await prolongGrant(tx, actor, { grantId, fromOn, toOn })
    } else {
      const { id, reason, photoIds } = application
      const premisesId = steps[0]?.premisesId ?? application.premisesId
      await giveDiscount(tx, actor, { id, discountId, premisesId, fromOn, toOn, reason, photoIds })
      await grantCarried(tx, actor, discountId, steps)
    }
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
        where r.tenant_id = a.tenant_id and r.kind = ${DISCOUNT_APPROVAL} and r.subject_id = a.id)`.as('requested'),
    )
    .where('a.tenantId', '=', tenantOf(actor))
    .where('a.id', '=', applicationId)
    .forUpdate('a')
    .executeTakeFirst()
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
  // Staff that asked is told by the approval.
  if (outcome.state === 'withdrawn' || application.byStaff) return
  const { name } = await readDiscount(tx, actor, application.discountId)
  await notify(tx, actor, {
    kind: outcome.state === 'approved' ? 'my-discount-approved' : 'my-discount-rejected',
    params: { discount: name, from: application.fromOn, to: application.toOn, answer: outcome.answer ?? '' },
    about: { kind: 'discount', id },
    to: { residentIds: [application.askedBy] },
  })
}
