/** What the audit log calls deciding over requests; spread into the words of all actions. */
export const approvalActions = {
  'zh-CN': {
    'approvals.approveRequest': '审批通过',
    'approvals.rejectRequest': '审批驳回',
    'approvals.withdrawRequest': '撤回申请',
    'approvals.commentRequest': '评论申请',
    'approvals.changeChain': '修改审批流程',
  },
  en: {
    'approvals.approveRequest': 'Approved a request',
    'approvals.rejectRequest': 'Rejected a request',
    'approvals.withdrawRequest': 'Took back a request',
    'approvals.commentRequest': 'Commented on a request',
    'approvals.changeChain': 'Changed who approves',
  },
}
