import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '../../testing/database.ts'
import { asOwner, makeTenant, type Tenant } from '../../testing/world.ts'
import { rightsOf } from '../identity/sessions/resolve-actor.ts'
import { verifyInvariants } from '../verify.ts'
import type { Actor } from './actor.ts'
import { audit, historyOf, recordChanges } from './audit.ts'
import { checkAudit, exportAudit, listAudit } from './audit-log/audit-view.ts'
import { drawer, inTransaction, type Tx } from './db.ts'
import { newId } from './ids.ts'

const platform = drawer('platform')

let database: TestDatabase
let tenant: Tenant
let other: Tenant

beforeAll(async () => {
  database = await cloneDatabase()
  tenant = await makeTenant(database)
  other = await makeTenant(database)
})

afterAll(() => database.drop())

function say(who: Tenant, ...actions: string[]): Promise<void> {
  return inTransaction(database.db, who.system, async tx => {
    for (const action of actions) audit(tx, action, null, { fen: 12n, words: '是' })
  })
}

async function chain(who: Tenant): Promise<{ seq: bigint; action: string }[]> {
  return asOwner(database, 'select seq, action from platform.audit where tenant_id = $1 order by seq', [who.tenantId])
}

describe('the audit chain', () => {
  test('counts from 1 without a gap in each company, and verifies', async () => {
    await say(tenant, 'a', 'b')
    await say(other, 'x')
    await say(tenant, 'c')
    expect((await chain(tenant)).map(line => `${line.seq} ${line.action}`)).toEqual(['1 a', '2 b', '3 c'])
    expect((await chain(other)).map(line => `${line.seq} ${line.action}`)).toEqual(['1 x'])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('stays whole when many write at once', async () => {
    await Promise.all(
      Array.from({ length: 24 }, (_, index) => say(index % 2 ? tenant : other, `p${index}`, `q${index}`)),
    )
    expect((await chain(tenant)).at(-1)?.seq).toBe(27n)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('keeps nothing of a transaction that was rolled back', async () => {
    const before = await chain(tenant)
    const failed = inTransaction(database.db, tenant.system, async tx => {
      audit(tx, 'lost', null)
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await chain(tenant)).toEqual(before)
  })
})

describe('the application', () => {
  const asApp = (text: string) => inTransaction(database.db, tenant.system, tx => sql.raw(text).execute(platform(tx)))

  test.each([
    ['write a line by itself', `insert into platform.audit select * from platform.audit`],
    ['change a line', `update platform.audit set action = 'x'`],
    ['remove a line', 'delete from platform.audit'],
    ['touch the head', 'select * from platform.audit_head'],
  ])('may not %s', async (_, text) => {
    await expect(asApp(text)).rejects.toThrow(/permission denied/)
  })

  test('writes for its own company whatever the line says', async () => {
    const foreign = JSON.stringify([
      {
        tenant_id: other.tenantId,
        seq: 999,
        action: 'forged',
        actor_kind: 'staff',
        actor_name: '',
        at: '2026-11-23T00:00:00Z',
      },
    ])
    const before = (await chain(other)).length
    await asApp(`select platform.append_audit('${foreign}')`)
    expect((await chain(tenant)).at(-1)?.action).toBe('forged')
    expect(await chain(other)).toHaveLength(before)
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
  })

  test('reads its own company, filtered and in pages, newest first', async () => {
    const page = (input: object) =>
      inTransaction(database.db, tenant.system, tx => listAudit(tx, tenant.system, { limit: 2, ...input }))
    const first = await page({})
    expect([first.total, first.items.map(item => item.seq)]).toEqual([28, [28, 27]])
    expect((await page({ cursor: first.next ?? '' })).items.map(item => item.seq)).toEqual([26, 25])
    expect((await page({ action: 'forged' })).items).toMatchObject([{ action: 'forged' }])
    expect(await page({ to: '2001-01-01' })).toMatchObject({ total: 0, items: [] })
    expect(await page({ text: 'FORG' })).toMatchObject({ total: 1 })
    expect(await page({ text: '没有这样的' })).toMatchObject({ total: 0 })
    expect(await page({ actorId: tenant.tenantId })).toMatchObject({ total: 0 })
  })

  test('is for who works for the whole company: nobody of a part of it reads or takes it along', async () => {
    for (const scope of [{ communityIds: [newId()] }, { communityIds: [newId()], buildingIds: [newId()] }]) {
      const limited = { ...tenant.system, kind: 'staff', id: newId(), ...scope } as const
      const as = (verb: (tx: Tx) => Promise<unknown>) => inTransaction(database.db, limited, verb)
      await expect(as(tx => listAudit(tx, limited, { limit: 2 }))).rejects.toThrow('platform.beyond_scope')
      await expect(as(tx => exportAudit(tx, limited, { format: 'csv' }))).rejects.toThrow('platform.beyond_scope')
    }
    expect(rightsOf(['platform.audit.read', 'platform.files.read'], true)).toEqual(new Set(['platform.files.read']))
    expect(rightsOf(['platform.audit.read'], false)).toEqual(new Set(['platform.audit.read']))
  })

  test('takes its own log along as a file, changes in words', async () => {
    const { name, body } = await inTransaction(database.db, tenant.system, tx =>
      exportAudit(tx, tenant.system, { format: 'csv', action: 'forg' }),
    )
    expect(name).toMatch(/^审计日志-.*\.csv$/)
    expect(String(body)).toContain('forged')
  })

  test('checks its own chain, and no resident does', async () => {
    const check = (who: Actor) => inTransaction(database.db, who, tx => checkAudit(tx))
    expect(await check(tenant.system)).toEqual({ ok: true, lines: 28, brokenSeq: null, cutOff: false })
    const resident = { ...tenant.system, kind: 'resident' } as const
    await expect(check(resident)).rejects.toMatchObject({ code: '42501' })
  })
})

describe('the history of a record', () => {
  const record = '0190c0de-0000-7000-8000-000000000001'
  const edit = (object: string, changes: object[], reason?: string) =>
    inTransaction(database.db, other.system, async tx => audit(tx, 'registry.changeThing', object, { reason, changes }))

  test('is what the log says of it: changes before and after, with the reason, newest first, in pages', async () => {
    await edit(record, [{ field: 'name', before: '甲', after: '乙' }], '改名')
    await edit('0190c0de-0000-7000-8000-000000000002', [])
    await edit(record, [{ field: 'floor', before: 1, after: 2 }])
    const page = (input: object = {}) =>
      inTransaction(database.db, other.system, tx => historyOf(tx, other.system, [record], input))
    expect(await page()).toMatchObject({
      total: 2,
      next: null,
      items: [
        { changes: [{ field: 'floor', before: 1, after: 2 }], reason: null },
        { changes: [{ field: 'name', before: '甲', after: '乙' }], reason: '改名', actorName: 'system' },
      ],
    })
    const first = await page({ limit: 1 })
    expect((await page({ limit: 1, cursor: first.next ?? '' })).items[0]?.reason).toBe('改名')
    const foreign = await inTransaction(database.db, tenant.system, tx => historyOf(tx, tenant.system, [record]))
    expect(foreign.total).toBe(0)
  })

  test('what an edit changed is noted field by field, what stayed is not', async () => {
    const changes = await inTransaction(database.db, other.system, async tx => {
      recordChanges(tx, { a: 1, b: null as string | null, c: ['x'] }, { a: 2, b: null, c: ['x'] })
      return tx.changes
    })
    expect(changes).toEqual([{ field: 'a', before: 1, after: 2 }])
  })
})

/** Somebody with the owner's password and a steady hand. */
describe('tampering is found by verify', () => {
  const tamper = async (...statements: string[]) => {
    await asOwner(
      database,
      `begin; alter table platform.audit disable trigger append_only; ${statements.join(';')}; alter table platform.audit enable trigger append_only; commit`,
    )
    return verifyInvariants(database.adminUrl)
  }
  const check = () => inTransaction(database.db, tenant.system, tx => checkAudit(tx))

  test('even the owner is stopped by the trigger', async () => {
    await expect(asOwner(database, `update platform.audit set action = 'x'`)).rejects.toThrow(/append-only/)
    await expect(asOwner(database, 'delete from platform.audit')).rejects.toThrow(/append-only/)
  })

  test.each([
    [
      'an altered word',
      `update platform.audit set action = 'harmless' where tenant_id = $T and seq = 2`,
      `update platform.audit set action = 'b' where tenant_id = $T and seq = 2`,
    ],
    [
      'another actor',
      `update platform.audit set actor_name = '别人' where tenant_id = $T and seq = 3`,
      `update platform.audit set actor_name = 'system' where tenant_id = $T and seq = 3`,
    ],
    [
      'another time',
      `update platform.audit set at = at + interval '1 second' where tenant_id = $T and seq = 3`,
      `update platform.audit set at = at - interval '1 second' where tenant_id = $T and seq = 3`,
    ],
  ])('%s', async (_, change, mend) => {
    const own = (text: string) => text.replaceAll('$T', `'${tenant.tenantId}'`)
    expect((await tamper(own(change))).join('\n')).toMatch(/the audit log is as it was written: line [23] of company/)
    // The button on the page finds the same.
    expect((await check()).brokenSeq).toSatisfy((seq: number) => [2, 3].includes(seq))
    expect(await tamper(own(mend))).toEqual([])
  })

  test('a line that was blanked holds; one that was changed after that does not, nor one that merely claims it', async () => {
    const object = '01a20000-0000-7000-8000-000000000001'
    await inTransaction(database.db, other.system, async tx => {
      audit(tx, 'told', object, { name: '郝某', fen: 12n, changes: [{ field: 'name', before: '郝', after: '某' }] })
      audit(tx, 'untold', null, { name: '别人' })
    })
    const attest = { at: new Date().toISOString(), actor_kind: 'system', actor_name: 'system' }
    const blank = (as: Actor) =>
      inTransaction(database.db, as, async tx => {
        const { rows } = await sql<{
          n: number
        }>`select platform.redact_audit(${[object]}::text[], '{}'::uuid[], '无名', ${JSON.stringify(attest)}::jsonb) as n`.execute(
          platform(tx),
        )
        return rows[0]?.n
      })
    await expect(blank({ ...other.system, kind: 'staff' })).rejects.toMatchObject({ code: '42501' })
    expect(await blank(other.system)).toBe(1)
    const lines = await asOwner<{ action: string; detail: object }>(
      database,
      `select action, detail from platform.audit where tenant_id = $1 and action in ('told', 'untold') order by seq`,
      [other.tenantId],
    )
    expect(lines.map(line => line.detail)).toEqual([
      { name: '***', fen: '***', changes: [{ field: 'name', before: '***', after: '***' }] },
      { name: '别人' },
    ])
    expect(await verifyInvariants(database.adminUrl)).toEqual([])
    const own = (text: string) => `${text} where tenant_id = '${other.tenantId}' and action =`
    expect((await tamper(`${own(`update platform.audit set actor_name = '别人'`)} 'told'`)).join()).toContain(
      'does not follow',
    )
    expect(await tamper(`${own(`update platform.audit set actor_name = 'system'`)} 'told'`)).toEqual([])
    const claim = own(
      `update platform.audit set detail = null, redacted_by = (select max(seq) from platform.audit where tenant_id = '${other.tenantId}')`,
    )
    expect((await tamper(`${claim} 'untold'`)).join()).toContain('does not follow')
    const mend = own(`update platform.audit set detail = '{"name": "别人"}', redacted_by = null`)
    expect(await tamper(`${mend} 'untold'`)).toEqual([])
  })

  test('a removed line, a cut end, and an altered line with a hash of its own', async () => {
    const removed = await tamper(
      `create table public.kept as select * from platform.audit where tenant_id = '${tenant.tenantId}'`,
      `delete from platform.audit where tenant_id = '${tenant.tenantId}' and seq = 5`,
    )
    expect(removed.join('\n')).toContain('line 6 of company')
    const restore = `delete from platform.audit where tenant_id = '${tenant.tenantId}'; insert into platform.audit select * from public.kept`
    expect(await tamper(restore)).toEqual([])
    const cut = await tamper(`delete from platform.audit where tenant_id = '${tenant.tenantId}' and seq = 28`)
    expect(cut.join('\n')).toContain('the head says 28, the last line is 27')
    expect(await check()).toEqual({ ok: false, lines: 27, brokenSeq: null, cutOff: true })
    expect(await tamper(restore)).toEqual([])
    // A careful forger works the hash out anew; the next line still remembers the old one.
    const rehashed = await tamper(
      `update platform.audit set action = 'forged' where tenant_id = '${tenant.tenantId}' and seq = 5`,
      `update platform.audit a set hash = platform.audit_hash((select hash from platform.audit b where b.tenant_id = a.tenant_id and b.seq = 4), a) where tenant_id = '${tenant.tenantId}' and seq = 5`,
    )
    expect(rehashed.join('\n')).toContain('line 6 of company')
  })
})
