import { createCompany, ensureStaff, makePassword } from '../identity/index.ts'
import { ensureChart } from '../ledger/index.ts'
import { systemActor } from '../platform/actor.ts'
import { inTransaction, openDatabase } from '../platform/db.ts'
import { newId } from '../platform/ids.ts'
import { useSecrets } from '../platform/seal.ts'
import { type Ground, needed, option } from './ground.ts'

const USAGE = 'create-company --code CODE --name NAME [--admin USER-NAME] [--admin-name NAME]'

/** `create-company`: a company with the preset roles, its chart of accounts and a first administrator, in one transaction. */
export async function runCreateCompany(ground: Ground, args: string[]): Promise<void> {
  const code = needed(args, 'code', USAGE).toLowerCase()
  const name = needed(args, 'name', USAGE).trim()
  const userName = (option(args, 'admin') ?? 'admin').toLowerCase()
  const adminName = option(args, 'admin-name') ?? '管理员'
  if (!/^[a-z0-9-]{2,30}$/.test(code))
    throw new Error(`"${code}" cannot be a company's code: 2 to 30 letters a–z, digits or hyphens.`)
  if (!/^[a-z][a-z0-9._-]{2,30}$/.test(userName))
    throw new Error(`"${userName}" cannot be a user name: a letter, then 2 to 30 letters, digits, dots or hyphens.`)
  useSecrets(ground.secrets)
  const owner = openDatabase(ground.adminUrl, { maxConnections: 2 })
  const password = makePassword()
  const id = newId()
  const actor = systemActor(id)
  try {
    await inTransaction(owner, actor, async tx => {
      await createCompany(tx, { id, code, name })
      await ensureChart(tx, actor)
      await ensureStaff(tx, actor, {
        userName,
        name: adminName,
        password,
        roleCode: 'company-admin',
        communityIds: null,
        oneTime: true,
      })
    })
  } catch (error) {
    if ((error as { code?: string }).code === '23505')
      throw new Error(`There is a company with the code "${code}" already.`)
    throw error
  } finally {
    await owner.close()
  }
  console.log(`Opened ${name} (${code}). Its administrator signs in as ${userName}@${code} with the password`)
  console.log(
    `\n  ${password}\n\nwhich is shown only now, is good for three days, and is changed at the first sign-in.`,
  )
}
