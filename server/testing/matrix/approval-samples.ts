import { newId } from '../../src/platform/ids.ts'
import type { MadeId, Sample } from './samples.ts'

const page = { limit: 200 }

/** Requests that a colleague made: two steps are needed, so that approving the first changes nothing elsewhere. */
export const APPROVAL_SAMPLES: Record<string, Sample> = {
  'approvals.listApprovals': things => ({ query: { ...page, communityId: things.communityId } }),
  'approvals.exportApprovals': things => ({ query: { communityId: things.communityId, format: 'csv' } }),
  'approvals.countWaitingApprovals': () => ({}),
  'approvals.readApproval': things => ({ params: { requestId: things.approvalAskedId } }),
  'approvals.approveRequest': things => ({ params: { requestId: things.approvalToApproveId }, body: { version: 1 } }),
  'approvals.rejectRequest': things => ({
    params: { requestId: things.approvalToRefuseId },
    body: { version: 1, reason: '依据不足' },
  }),
  'approvals.withdrawRequest': things => ({ params: { requestId: things.myApprovalId }, body: { version: 1 } }),
  'approvals.commentRequest': things => ({
    params: { requestId: things.approvalAskedId },
    body: { id: newId(), text: '请补充照片' },
  }),
  'approvals.listChains': () => ({}),
  'approvals.exportChains': () => ({ query: { format: 'csv' } }),
  'approvals.changeChain': () => ({
    params: { kind: 'billing.waiver' },
    body: {
      version: 0,
      steps: [{ fromFen: 0, permission: 'approvals.requests.decide', roleId: null }],
      reason: '统一审批',
    },
  }),
}

export const APPROVAL_MADE_IDS: Record<string, MadeId> = {
  'approvals.commentRequest': (_ground, _company, things) => things.approvalCommentId,
}
