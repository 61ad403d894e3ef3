import { RESIDENT_PERMISSIONS, STAFF_PERMISSIONS, WHOLE_COMPANY_PERMISSIONS } from '@anju/contract'
import type { z } from 'zod'
import { type Actor, ANONYMOUS, systemActor } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import { type Database, type Entrance, inEnteredTransaction, inTransaction } from '../../platform/db.ts'
import type { SettingDefinition } from '../../platform/settings/define-setting.ts'
import { passwordMaxAgeDays, totpFor } from '../settings.ts'
import { identity } from '../tables.ts'
import { type Duty, dutiesOf } from './duty.ts'
import { type AppName, isOver, TOUCH_EVERY_MS, tokenHash } from './session.ts'

interface FoundSession {
  tenant_id: string
  session_id: string
  app: AppName
  account_kind: 'staff' | 'resident'
  account_id: string
  last_seen_at: Date
  expires_at: Date
  idle_seconds: number | null
  name: string
  person_id: string | null
  community_ids: string[] | null
  building_ids: string[] | null
  permissions: string[]
  must_change_password: boolean
  password_changed_at: Date | null
  has_totp: boolean
  /** The company's decisions about duties, by the keys of their settings. */
  rules: Record<string, unknown>
}

const OF_RESIDENTS: ReadonlySet<string> = new Set(RESIDENT_PERMISSIONS)
const OF_STAFF: ReadonlySet<string> = new Set(STAFF_PERMISSIONS)
const OF_WHOLE_COMPANY: ReadonlySet<string> = new Set(WHOLE_COMPANY_PERMISSIONS)

/**
 * The way in of who holds the session of this token in this app; anonymous when nobody does (unknown, ended, too old, too long idle,
 * disabled account, another app's). In the one round trip that opens the transaction; once a minute it is written afterwards that
 * the session is alive.
 */
export function enterBySession(db: Database, token: string, app: AppName): Entrance {
  let alive: FoundSession | null = null
  const at = now()
  return {
    statement: `select * from identity.enter('\\x${tokenHash(token).toString('hex')}', '${app}', '${today()}')`,
    actorOf(rows) {
      const [found] = rows as unknown as (FoundSession | undefined)[]
      if (!found) return ANONYMOUS
      const { last_seen_at: lastSeenAt, expires_at: expiresAt, idle_seconds: idleSeconds } = found
      if (isOver({ lastSeenAt, expiresAt, idleSeconds }, at)) return ANONYMOUS
      if (at.getTime() - lastSeenAt.getTime() >= TOUCH_EVERY_MS) alive = found
      return actorOfSession(found, at)
    },
    afterwards: () => alive && (() => touchSession(db, alive as FoundSession, at)),
  }
}

/** Who holds the session of this token in this app, asked by itself; see `enterBySession`. */
export function resolveActor(db: Database, token: string, app: AppName): Promise<Actor> {
  return inEnteredTransaction(db, enterBySession(db, token, app), async tx => tx.actor, { readOnly: true })
}

function actorOfSession(found: FoundSession, at: Date): Actor {
  const staff = found.account_kind === 'staff'
  return {
    ...ANONYMOUS,
    kind: found.account_kind,
    tenantId: found.tenant_id,
    id: found.account_id,
    name: found.name,
    personId: found.person_id,
    sessionId: found.session_id,
    permissions: staff ? rightsOf(found.permissions, isLimited(found.community_ids, found.building_ids)) : OF_RESIDENTS,
    communityIds: staff ? found.community_ids : null,
    buildingIds: staff ? found.building_ids : null,
    duties: staff ? dutiesFound(found, at) : [],
  }
}

/** What staff with these stored permissions may do: one that is no more opens nothing, nor does one about the company for who sees a part of it. */
export function rightsOf(permissions: readonly string[], limited: boolean): ReadonlySet<string> {
  return new Set(permissions.filter(name => OF_STAFF.has(name) && !(limited && OF_WHOLE_COMPANY.has(name))))
}

/** Whether a data scope leaves something out. */
export function isLimited(communityIds: readonly string[] | null, buildingIds: readonly string[] | null): boolean {
  return communityIds !== null || buildingIds !== null
}

function dutiesFound(found: FoundSession, at: Date): Duty[] {
  return dutiesOf(
    {
      mustChangePassword: found.must_change_password,
      passwordChangedAt: found.password_changed_at ?? at,
      hasTotp: found.has_totp,
      permissions: found.permissions,
      maxAgeDays: decided(passwordMaxAgeDays, found.rules),
      totpFor: decided(totpFor, found.rules),
    },
    at,
  )
}

function decided<S extends z.ZodType>(setting: SettingDefinition<S>, rules: Record<string, unknown>): z.output<S> {
  const parsed = setting.schema.safeParse(rules[setting.key])
  return parsed.success ? parsed.data : setting.fallback
}

/** Parallel requests of one page write once: the others find the time already moved. */
async function touchSession(db: Database, found: FoundSession, at: Date): Promise<void> {
  await inTransaction(db, systemActor(found.tenant_id), tx =>
    identity(tx)
      .updateTable('identity.session')
      .set({ lastSeenAt: at })
      .where('tenantId', '=', found.tenant_id)
      .where('id', '=', found.session_id)
      .where('lastSeenAt', '<=', new Date(at.getTime() - TOUCH_EVERY_MS))
      .where('endedAt', 'is', null)
      .execute(),
  )
}
