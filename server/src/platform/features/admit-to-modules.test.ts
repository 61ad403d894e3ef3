import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../../testing/database.ts'
import { makeTenant, type Tenant } from '../../../testing/world.ts'
import type { Actor } from '../actor.ts'
import { drawer, inTransaction, type Tx } from '../db.ts'
import { refuse } from '../errors.ts'
import { newId } from '../ids.ts'
import { orModuleOff } from './admit-to-modules.ts'

const platform = drawer('platform')

let database: TestDatabase
let tenant: Tenant
let narrowed: Actor
beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  narrowed = { ...(await tenant.staff({ name: '陈收银' })), openCommunityIds: [newId()] }
})
afterAll(() => database.drop())

const ask = (answer: (tx: Tx) => Promise<unknown>) =>
  inTransaction(database.db, narrowed, tx => orModuleOff(tx, ['billing'], () => answer(tx), answer))

test('what a constraint of the database refused is refused in the same words, though a module is off somewhere', async () => {
  const broken = async (tx: Tx) => {
    try {
      await sql`select 1 / 0`.execute(platform(tx))
    } catch {
      throw refuse.changedMeanwhile({ version: 2 })
    }
  }
  await expect(ask(broken)).rejects.toMatchObject({ code: 'platform.changed_meanwhile' })
})

test('what the first asking wrote is not there when it is asked again', async () => {
  const writing = async (tx: Tx) => {
    const { rows } = await sql<{ times: string | null }>`
      select set_config('anju.asked', coalesce(current_setting('anju.asked', true), '') || 'x', true) as times`.execute(
      platform(tx),
    )
    throw rows[0]?.times === 'x' ? refuse.notFound() : refuse.alreadyThere()
  }
  await expect(ask(writing)).rejects.toMatchObject({ code: 'platform.not_found' })
})

test('what is refused only because a module is off says so', async () => {
  const closed = async (tx: Tx) => {
    if (tx.actor.openCommunityIds !== null) throw refuse.notFound()
  }
  await expect(ask(closed)).rejects.toMatchObject({ code: 'platform.module_off' })
})
