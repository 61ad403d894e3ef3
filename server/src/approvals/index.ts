export { takeBackRequest } from './requests/decide-request.ts'
export type { ApprovedRequest } from './requests/define-approval.ts'
export { defineApproval } from './requests/define-approval.ts'
export { requestApproval } from './requests/request-approval.ts'
