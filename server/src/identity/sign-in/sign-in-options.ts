import type { identity as contract, ResponseOf } from '@anju/contract'
import { isDemoGrowing } from '../../platform/demo-growth.ts'
import type { Door } from '../../platform/module.ts'
import { DEMO_COMPANIES } from '../demo-accounts.ts'
import { ROLE_PRESETS } from '../roles/role-presets.ts'

type SignInOptions = ResponseOf<typeof contract.signInOptions>

const ROLE_NAMES = new Map<string, string>(ROLE_PRESETS.map(preset => [preset.code, preset.name]))

const DEMO_ACCOUNTS: SignInOptions['accounts'] = DEMO_COMPANIES.flatMap(company => [
  ...company.staff.map(staff => ({
    app: staff.app,
    label: `${ROLE_NAMES.get(staff.role) ?? staff.role} ${staff.name}`,
    company: company.name,
    account: `${staff.userName}@${company.code}`,
    password: staff.password,
    phone: null,
  })),
  ...company.residents.map(resident => ({
    app: 'resident' as const,
    label: resident.rents ? `租户 ${resident.name}` : `业主 ${resident.name}`,
    company: company.name,
    account: resident.phone,
    password: null,
    phone: resident.phone,
  })),
])

/** What the sign-in pages need: in demo mode the accounts, otherwise none. */
export async function signInOptions(door: Door): Promise<SignInOptions> {
  const { demo } = door.config
  return { demo, growing: demo && isDemoGrowing(), accounts: demo ? DEMO_ACCOUNTS : [] }
}
