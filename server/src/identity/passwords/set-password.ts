import { sql } from 'kysely'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { refuse as platformRefuse } from '../../platform/errors.ts'
import { refuse } from '../errors.ts'
import { passwordRules } from '../settings.ts'
import { identity } from '../tables.ts'
import { type PasswordFault, passwordFault } from './fault.ts'
import { REMEMBERED } from './history.ts'
import { hashPassword, passwordFits } from './password.ts'

interface NewPassword {
  staffId: string
  password: string
  /** Somebody else chose it: it must be changed first, and opens only until then. */
  until: Date | null
  /** Not asked of seeds and of passwords made by us. */
  checked: boolean
}

/**
 * Gives an account a password and keeps the one before in its history. The own choice ends the duty to change it.
 * Errors: platform.not_found, identity.password_weak (with the fault).
 */
export async function setPassword(tx: Tx, actor: Actor, input: NewPassword): Promise<void> {
  const tenantId = tenantOf(actor)
  const staff = await identity(tx)
    .selectFrom('identity.staffAccount')
    .select(['userName', 'passwordHash', 'passwordChangedAt'])
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.staffId)
    .forUpdate()
    .executeTakeFirst()
  if (!staff) throw platformRefuse.notFound()
  if (input.checked) await refuseWeak(tx, actor, { ...staff, staffId: input.staffId }, input.password)
  if (staff.passwordHash !== null) await remember(tx, actor, input.staffId, staff.passwordHash)
  await identity(tx)
    .updateTable('identity.staffAccount')
    .set({
      passwordHash: await hashPassword(input.password),
      passwordChangedAt: now(),
      mustChangePassword: input.until !== null,
      passwordUntil: input.until,
      failedCount: 0,
      lockedUntil: null,
    })
    .where('tenantId', '=', tenantId)
    .where('id', '=', input.staffId)
    .execute()
}

/** Refuses a password that breaks the company's rules or was used lately. */
async function refuseWeak(
  tx: Tx,
  actor: Actor,
  staff: { staffId: string; userName: string; passwordHash: string | null },
  password: string,
): Promise<void> {
  const rules = await passwordRules(tx)
  const weak = (fault: PasswordFault) =>
    refuse.passwordWeak({ fault, minLength: rules.minLength, classes: rules.classes, remembered: rules.remembered })
  const fault = passwordFault(password, rules, staff.userName)
  if (fault) throw weak(fault)
  const earlier = await identity(tx)
    .selectFrom('identity.staffPassword')
    .select('passwordHash')
    .where('tenantId', '=', tenantOf(actor))
    .where('staffId', '=', staff.staffId)
    .execute()
  for (const stored of [staff.passwordHash, ...earlier.map(row => row.passwordHash)])
    if (stored !== null && (await passwordFits(stored, password))) throw weak('used')
}

/** Keeps as many as, with the new one, may not come back. */
async function remember(tx: Tx, actor: Actor, staffId: string, passwordHash: string): Promise<void> {
  const tenantId = tenantOf(actor)
  await identity(tx)
    .insertInto('identity.staffPassword')
    .values({ tenantId, staffId, at: now(), passwordHash })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  await sql`delete from identity.staff_password where tenant_id = ${tenantId} and staff_id = ${staffId} and at not in (
    select at from identity.staff_password where tenant_id = ${tenantId} and staff_id = ${staffId} order by at desc limit ${REMEMBERED - 1})`.execute(
    identity(tx),
  )
}
