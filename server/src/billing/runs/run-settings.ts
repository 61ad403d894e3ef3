import { z } from 'zod'
import { defineSetting } from '../../platform/settings/define-setting.ts'

/** Who has to approve the drafts of a run before they may be issued. */
export const runApproval = defineSetting('billing.runApproval', {
  level: 'community',
  schema: z.enum(['none', 'anybody', 'somebody-else']),
  fallback: 'none',
  label: { 'zh-CN': '出账发布前审批', en: 'Approval before bills are issued' },
  help: {
    'zh-CN': '账单发布后即为应收，不能修改，只能红冲。要求审批时，未审批的批次不能发布。',
    en: 'Issued bills are receivables and are corrected only by red and blue ones. When approval is asked for, runs without it are not issued.',
  },
  choices: {
    none: { 'zh-CN': '不要求', en: 'Not asked for' },
    anybody: { 'zh-CN': '有审批权限的人', en: 'By whoever may approve' },
    'somebody-else': { 'zh-CN': '有审批权限、且不是生成的人', en: 'By somebody else than who generated' },
  },
})
