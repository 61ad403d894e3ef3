import { defineTexts } from '@anju/ui'

/** What asking and deciding may be refused. */
export const approvalRefusals = defineTexts({
  'zh-CN': {
    'approvals.closed': '这份申请已经处理过了，请刷新后查看。',
    'approvals.not_yours': '现在这一步由别人审批，您没有这一步的审批权限。',
    'approvals.decided_before': '您已经审批过这份申请的前一步，下一步要换一个人。',
    'approvals.nobody_decides': '第 {step} 步没有可以审批的人（申请人自己不算），请先在“审批流程”或角色里安排。',
    'approvals.chain_wrong': '第 {step} 步的设置不对，请检查金额和审批人。',
  },
  en: {
    'approvals.closed': 'This request was decided meanwhile. Refresh to see it.',
    'approvals.not_yours': 'This step is decided by somebody else; you lack what it asks for.',
    'approvals.decided_before': 'You approved an earlier step of this request; the next one is for somebody else.',
    'approvals.nobody_decides':
      'Nobody (but who asks) may decide step {step}. See to it under “Who approves” or in the roles first.',
    'approvals.chain_wrong': 'Step {step} is not right: look at its amount and at who decides.',
  },
})
