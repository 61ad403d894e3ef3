import { registry as contract } from '@anju/contract'
import { handle } from '../platform/module.ts'
import { createLease, renewLease } from './leases/create-lease.ts'
import { editLease, editLeaseDraft } from './leases/edit-lease.ts'
import { discardLease, terminateLease } from './leases/end-lease.ts'
import { exportLeases } from './leases/export-leases.ts'
import { leaseHistory, leaseNumbers, listLeases, readLease } from './leases/lease-view.ts'
import { reinstateLease } from './leases/reinstate-lease.ts'
import { signLease } from './leases/sign-lease.ts'

/** The routes of leases of homes and shops. */
export const leaseRoutes = [
  handle(contract.listLeases, listLeases),
  handle(contract.exportLeases, exportLeases),
  handle(contract.leaseNumbers, leaseNumbers),
  handle(contract.readLease, readLease),
  handle(contract.leaseHistory, leaseHistory),
  handle(contract.createLease, createLease),
  handle(contract.editLeaseDraft, editLeaseDraft),
  handle(contract.editLease, editLease),
  handle(contract.signLease, signLease),
  handle(contract.discardLease, discardLease),
  handle(contract.renewLease, renewLease),
  handle(contract.terminateLease, terminateLease),
  handle(contract.reinstateLease, reinstateLease),
]
