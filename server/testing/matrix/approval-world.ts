import type pg from 'pg'
import { now } from '../../src/platform/clock.ts'
import { newId } from '../../src/platform/ids.ts'

const STEP = { permission: 'approvals.requests.decide', roleId: null }
const STEPS = JSON.stringify([
  { ...STEP, fromFen: '0' },
  { ...STEP, fromFen: '0' },
])

interface Making {
  tenantId: string
  communityId: string
  premisesId: string
  colleagueId: string
  managerId: string
}

/** Requests about a home, one for each thing that may be done with them; the manager asked for one, the colleague for the others. */
export async function makeApprovals(owner: pg.Pool, making: Making) {
  const ask = async (askedBy: string) => {
    const id = newId()
    await owner.query(
      `insert into approvals.request (tenant_id, id, kind, subject_id, community_id, premises_id, amount_fen, title, facts, reason, steps,
         next_permission, asked_by, asked_by_name, asked_at)
       values ($1, $2, 'billing.waiver', $3, $4, $5, 5000, '减免物业费', '[]', '漏水影响居住', $6, 'approvals.requests.decide', $7, '员工', $8)`,
      [making.tenantId, id, newId(), making.communityId, making.premisesId, STEPS, askedBy, now()],
    )
    return id
  }
  const theirs = () => ask(making.colleagueId)
  const approvalAskedId = await theirs()
  const approvalCommentId = newId()
  await owner.query(
    `insert into approvals.decision (tenant_id, id, request_id, verdict, note, by_id, by_name, at)
     values ($1, $2, $3, 'comment', '有照片吗', $4, '员工', $5)`,
    [making.tenantId, approvalCommentId, approvalAskedId, making.colleagueId, now()],
  )
  return {
    approvalAskedId,
    approvalCommentId,
    approvalToApproveId: await theirs(),
    approvalToRefuseId: await theirs(),
    myApprovalId: await ask(making.managerId),
  }
}
