import { approvals as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { listChains } from './chains/chain-view.ts'
import { changeChain } from './chains/change-chain.ts'
import { exportChains } from './chains/export-chains.ts'
import { approvalNames } from './record-names.ts'
import { approveRequest, commentRequest, rejectRequest, withdrawRequest } from './requests/decide-request.ts'
import { exportApprovals } from './requests/export-approvals.ts'
import { countWaitingApprovals, listApprovals, readApproval } from './requests/request-view.ts'

export default defineModule('approvals', {
  names: approvalNames,
  routes: [
    handle(contract.listApprovals, listApprovals),
    handle(contract.exportApprovals, exportApprovals),
    handle(contract.countWaitingApprovals, countWaitingApprovals),
    handle(contract.readApproval, readApproval),
    handle(contract.approveRequest, approveRequest),
    handle(contract.rejectRequest, rejectRequest),
    handle(contract.withdrawRequest, withdrawRequest),
    handle(contract.commentRequest, commentRequest),
    handle(contract.listChains, listChains),
    handle(contract.exportChains, exportChains),
    handle(contract.changeChain, changeChain),
  ],
})
