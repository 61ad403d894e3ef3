import { RESIDENT_PERMISSIONS } from '@anju/contract'
import { ensureStaff } from '../identity/index.ts'
import { type Actor, ANONYMOUS, tenantOf } from '../platform/actor.ts'
import { drawer } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { communityIdsByCode, type DemoGround } from './demo-company.ts'

const published = drawer('platform')
// No public face tells the accounts of residents, and here they act without having signed in.
const identity = drawer('identity')

/** Colleagues besides those of the sign-in page. Nobody signs in as them: their passwords are told to nobody. */
const MORE_STAFF: Record<string, { userName: string; name: string; role: string; communities: string[] }[]> = {
  anju: [
    { userName: 'repairer2', name: '刘师傅', role: 'repairer', communities: ['AJHY', 'HY'] },
    { userName: 'repairer3', name: '马师傅', role: 'repairer', communities: ['AJHY'] },
    { userName: 'cashier2', name: '周倩', role: 'cashier', communities: ['AJHY'] },
    { userName: 'guard2', name: '孙勇', role: 'guard', communities: ['AJHY'] },
    { userName: 'reader2', name: '何抄', role: 'meter-reader', communities: ['HY'] },
  ],
  linli: [
    { userName: 'manager', name: '秦岚', role: 'project-manager', communities: ['LLJY'] },
    { userName: 'reader', name: '徐抄', role: 'meter-reader', communities: ['LLJY'] },
  ],
}

/** The staff of the company, the colleagues whom the sign-in page does not show among them. */
export async function readStaff(ground: DemoGround): Promise<(userName: string) => Actor> {
  const { company, actor, run } = ground
  const tenantId = tenantOf(actor)
  return run(async tx => {
    const communities = await communityIdsByCode(tx)
    const colleagues = (MORE_STAFF[company.code] ?? []).map(each => ({ ...each, password: newId() }))
    const idByUserName = new Map<string, string>()
    for (const { userName, name, password, role, communities: codes } of [...company.staff, ...colleagues]) {
      const communityIds = codes?.flatMap(code => communities.get(code) ?? []) ?? null
      const input = { userName, name, password, roleCode: role, communityIds }
      idByUserName.set(userName, await ensureStaff(tx, actor, input))
    }
    const rows = await published(tx)
      .selectFrom('identity.publicStaff')
      .select(['id', 'name', 'permissions', 'communityIds'])
      .where('tenantId', '=', tenantId)
      .execute()
    const byId = new Map(rows.map(row => [row.id, row]))
    return userName => {
      const row = byId.get(idByUserName.get(userName) ?? '')
      if (!row) throw new Error(`The demo has no staff ${userName}.`)
      const permissions = new Set(row.permissions)
      return {
        ...ANONYMOUS,
        kind: 'staff',
        tenantId,
        id: row.id,
        name: row.name ?? '',
        permissions,
        communityIds: row.communityIds,
      }
    }
  })
}

/** The residents of the company who have an account. */
export async function readResidents({ actor, run }: DemoGround): Promise<(personId: string) => Actor | null> {
  const tenantId = tenantOf(actor)
  const rows = await run(tx =>
    identity(tx)
      .selectFrom('identity.residentAccount')
      .select(['id', 'personId', 'name'])
      .where('tenantId', '=', tenantId)
      .execute(),
  )
  const byPerson = new Map(rows.map(row => [row.personId, row]))
  const permissions = new Set<string>(RESIDENT_PERMISSIONS)
  return personId => {
    const row = byPerson.get(personId)
    if (!row) return null
    return {
      ...ANONYMOUS,
      kind: 'resident',
      tenantId,
      id: row.id,
      name: row.name,
      personId,
      permissions,
      communityIds: null,
    }
  }
}
