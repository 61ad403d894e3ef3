import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../../platform/actor.ts'
import { inTransaction, type Tx } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { createCommunity } from '../../registry/index.ts'
import { createEmployee } from '../employees/edit-employee.ts'
import { listPosts } from '../posts/post-view.ts'
import { createTeam } from '../teams/edit-team.ts'
import { startOrganisation } from '../teams/start-organisation.ts'

export interface WorkforceWorld {
  database: TestDatabase
  tenant: Tenant
  /** All permissions, all communities. */
  admin: Actor
  /** All permissions, the first community only. */
  manager: Actor
  here: string
  there: string
  rootId: string
  teamId: string
  otherTeamId: string
  posts: Map<string, string>
  run<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Opens a file in the team of the first community. */
  employ(number: string, more?: Partial<Parameters<typeof createEmployee>[2]>): Promise<string>
}

/** A company with two communities and a project team in each. */
export async function makeWorkforceWorld(): Promise<WorkforceWorld> {
  const database = await cloneDatabase()
  const tenant = await makeTenant(database)
  const admin = await tenant.staff({ name: '管理员' })
  const [here, there, teamId, otherTeamId] = [newId(), newId(), newId(), newId()]
  const { id: rootId } = await inTransaction(database.db, admin, tx => startOrganisation(tx, admin))
  const manager = await tenant.staff({ name: '经理', communityIds: [here] })
  const run: WorkforceWorld['run'] = (actor, work) => inTransaction(database.db, actor, work)
  const posts = await run(admin, async tx => {
    await createCommunity(tx, admin, { id: here, code: 'AJ', name: '安居花园', address: '' })
    await createCommunity(tx, admin, { id: there, code: 'HY', name: '和园', address: '' })
    const team = { parentId: rootId, kind: 'project', headId: null, position: 0 } as const
    await createTeam(tx, admin, { id: teamId, name: '花园项目部', communityId: here, ...team })
    await createTeam(tx, admin, { id: otherTeamId, name: '和园项目部', communityId: there, ...team })
    return new Map((await listPosts(tx, admin)).items.map(post => [post.code, post.id]))
  })
  const employ: WorkforceWorld['employ'] = (number, more = {}) =>
    run(admin, async tx => {
      const id = more.id ?? newId()
      const nothing = { sex: null, emergencyName: null, accountId: null, note: '', photoId: null } as const
      const secrets = { phone: null, idNumber: null, emergencyPhone: null } as const
      const job = { teamId, postId: posts.get('guard') ?? '', employedFrom: '2026-01-01' }
      await createEmployee(tx, admin, { number, name: `员工${number}`, ...nothing, ...secrets, ...job, ...more, id })
      return id
    })
  return { database, tenant, admin, manager, here, there, rootId, teamId, otherTeamId, posts, run, employ }
}
