import { type identity as contract, type Permission, type ResponseOf, STAFF_PERMISSIONS } from '@anju/contract'

type Conflict = ResponseOf<typeof contract.roleRules>['conflicts'][number]

/** Who decides on requests decides on refunds, waivers and write-offs; imports write arrears, purses and deposits. */
const MONEY_OR_USERS = /^(identity|billing|payments|ledger|invoicing|approvals|imports)\./
const ALSO: readonly string[] = ['registry.people.reveal', 'platform.settings.manage']

/** Whether a permission touches money or users: more than reading in the modules of both, or seeing people in full. */
export function isSensitive(permission: string): boolean {
  return (MONEY_OR_USERS.test(permission) && !permission.endsWith('.read')) || ALSO.includes(permission)
}

/** Two duties that one person should not hold together; the role editor warns of them, it does not forbid. */
const PAIRS = [
  ['bill-and-issue', 'billing.bills.generate', 'billing.bills.issue'],
  ['price-and-issue', 'billing.rules.manage', 'billing.bills.issue'],
  ['bill-and-collect', 'billing.bills.issue', 'payments.collect'],
  ['users-and-money', 'identity.staff.manage', 'payments.collect'],
  ['users-and-money', 'identity.roles.manage', 'payments.collect'],
  ...(['billing.waivers.request', 'billing.refunds.request', 'billing.funds.request'] as const).flatMap(asks =>
    (['approvals.requests.decide', 'approvals.requests.decide-large'] as const).map(
      decides => ['ask-and-approve', asks, decides] as const,
    ),
  ),
] as const satisfies readonly (readonly [Conflict['code'], Permission, Permission])[]

const ASKING = ['request', 'ask', 'apply', 'manage', 'edit', 'report', 'work']

/** Every pair of permissions in conflict: those named above, and who asks with who approves of the same thing. */
export function dutyConflicts(): Conflict[] {
  const named = PAIRS.map(([code, one, other]) => ({ code, one, other }))
  const approvals = STAFF_PERMISSIONS.filter(permission => permission.endsWith('.approve')).flatMap(other => {
    const thing = other.slice(0, -'approve'.length)
    return STAFF_PERMISSIONS.filter(one => ASKING.some(verb => one === `${thing}${verb}`)).map(one => ({
      ...{ code: 'ask-and-approve' as const, one, other },
    }))
  })
  return [...named, ...approvals]
}
