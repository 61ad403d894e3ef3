import { messaging as contract, PERMISSIONS } from '@anju/contract'
import { sql } from 'kysely'
import { z } from 'zod'
import { residentAccounts } from '../../identity/index.ts'
import { type Actor, tenantOf } from '../../platform/actor.ts'
import { now, today } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db.ts'
import { publish } from '../../platform/events.ts'
import { defineJob } from '../../platform/jobs.ts'
import { ACCOUNTS_PER_EVENT, noticesChanged } from '../events.ts'
import { storeMessage } from '../sms/send-message.ts'
import { messaging } from '../tables.ts'
import { afterQuietHours, phoneTextOf } from './notice-text.ts'

const Ids = z.array(z.uuid()).max(1000)

const Notice = z.object({
  id: z.uuid(),
  /** When it happened. */
  at: z.iso.datetime(),
  /** The account that did it: it needs no telling. */
  except: z.uuid().nullable(),
  kind: contract.NoticeKind,
  params: z.record(z.string(), z.string().max(200)).default({}),
  about: contract.NoticeAbout.optional(),
  to: z.union([
    z.object({ staffIds: Ids }),
    z.object({
      permission: z.enum(PERMISSIONS),
      communityId: z.uuid().nullable(),
      ofPremisesId: z.uuid().nullable().default(null),
      whole: z.boolean().default(false),
    }),
    z.object({ personIds: Ids }),
    z.object({ premisesId: z.uuid() }),
    z.object({ residentIds: Ids }),
  ]),
})

/** What waited longer than this in the queue is no news any more. */
const NEWS_MS = 7 * 24 * 3600 * 1000
const KEPT_MS = 365 * 24 * 3600 * 1000

/** Writes notices for the accounts that they are for; delivered twice, each is there once. */
export const deliverNotices = defineJob(
  'messaging.deliverNotices',
  z.object({ notices: z.array(Notice).min(1).max(500) }),
  async (tx, actor, { notices }) => {
    const oldest = new Date(now().getTime() - NEWS_MS).toISOString()
    const news = notices.filter(notice => notice.at >= oldest)
    if (news.length === 0) return
    const written = await writeNotices(tx, actor, news)
    await sendToPhones(tx, actor, news, written)
    const accounts = new Set(written.map(row => row.accountId))
    const all = [...accounts]
    for (let start = 0; start < all.length; start += ACCOUNTS_PER_EVENT)
      await publish(tx, noticesChanged, { accountIds: all.slice(start, start + ACCOUNTS_PER_EVENT) })
    await forgetOldNotices(tx)
  },
)

/** Finds who each notice is for and writes what is not there yet, in one statement; what was closed and waits again comes back. */
async function writeNotices(
  tx: Tx,
  actor: Actor,
  notices: z.output<typeof Notice>[],
): Promise<{ id: string; accountId: string }[]> {
  const tenantId = tenantOf(actor)
  const wanted = notices.map(({ to, about, ...notice }) => ({
    ...notice,
    about_kind: about?.kind ?? null,
    about_id: about?.id ?? null,
    staff_ids: 'staffIds' in to ? to.staffIds : null,
    permission: 'permission' in to ? to.permission : null,
    community_id: 'permission' in to ? to.communityId : null,
    of_premises_id: 'permission' in to ? to.ofPremisesId : null,
    whole: 'permission' in to && to.whole,
    person_ids: 'personIds' in to ? to.personIds : null,
    premises_id: 'premisesId' in to ? to.premisesId : null,
    resident_ids: 'residentIds' in to ? to.residentIds : null,
  }))
  const { rows } = await sql<{ id: string; accountId: string }>`
    with n as (
      select * from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as n(id uuid, at timestamptz, "except" uuid, kind text, params jsonb,
        about_kind text, about_id uuid, staff_ids uuid[], permission text, community_id uuid, of_premises_id uuid, whole boolean, person_ids uuid[], premises_id uuid, resident_ids uuid[])
    ), recipient as (
      select n.id, s.id as account_id from n join identity.public_staff s on s.tenant_id = ${tenantId} and s.state = 'active'
        and (s.id = any (n.staff_ids)
          or (n.permission = any (s.permissions) and (n.community_id is null or s.community_ids is null or n.community_id = any (s.community_ids))
            and (not n.whole or s.building_ids is null)
            and (n.of_premises_id is null or s.building_ids is null or exists (select 1 from registry.public_premises p
              where p.tenant_id = ${tenantId} and p.id = n.of_premises_id and p.building_id = any (s.building_ids)))))
      union
      select n.id, r.id from n join identity.public_resident r on r.tenant_id = ${tenantId}
        and (r.id = any (n.resident_ids) or r.person_id = any (n.person_ids))
        where n.resident_ids is not null or n.person_ids is not null
      union
      select n.id, r.id from n
        join registry.public_occupancy o on o.tenant_id = ${tenantId} and o.premises_id = n.premises_id
          and o.from_on <= ${today()}::date and (o.to_on is null or o.to_on >= ${today()}::date)
        join identity.public_resident r on r.tenant_id = o.tenant_id and r.person_id = o.person_id
    )
    insert into messaging.notice (tenant_id, id, account_id, kind, params, about_kind, about_id, at)
    select distinct on (n.id, c.account_id) ${tenantId}::uuid, n.id, c.account_id, n.kind, n.params, n.about_kind, n.about_id, n.at
    from recipient c join n on n.id = c.id
    where n."except" is distinct from c.account_id
    order by n.id, c.account_id, n.at desc
    on conflict (tenant_id, id, account_id) do update set at = excluded.at, params = excluded.params, read_at = null, closed_at = null
      where notice.closed_at <= excluded.at
    returning id, account_id`.execute(messaging(tx))
  return rows
}

/** The messages to phones of who chose so for the kind, in the morning when it is night. */
async function sendToPhones(
  tx: Tx,
  actor: Actor,
  notices: z.output<typeof Notice>[],
  written: { id: string; accountId: string }[],
): Promise<void> {
  const offered = new Map(
    notices.filter(({ kind }) => contract.NOTICE_KINDS[kind].sms).map(notice => [notice.id, notice]),
  )
  const wanted = written.filter(row => offered.has(row.id))
  if (wanted.length === 0) return
  const chosen = await messaging(tx)
    .selectFrom('messaging.noticePreference')
    .select(['accountId', 'kind'])
    .where('tenantId', '=', tenantOf(actor))
    .where('sms', '=', true)
    .where('accountId', 'in', [...new Set(wanted.map(row => row.accountId))])
    .execute()
  const choices = new Set(chosen.map(row => `${row.accountId} ${row.kind}`))
  for (const { id, accountId } of wanted) {
    const notice = offered.get(id)
    if (!notice || !choices.has(`${accountId} ${notice.kind}`)) continue
    const text = phoneTextOf(notice.kind, notice.params)
    const phone = (await residentAccounts.read(tx, actor, accountId))?.phone
    if (text && phone) await storeMessage(tx, { phone, text, kind: 'notice', runAt: afterQuietHours(now()) })
  }
}

/** Notices older than a year are forgotten in passing. */
async function forgetOldNotices(tx: Tx): Promise<void> {
  await sql`delete from messaging.notice where ctid in (
    select ctid from messaging.notice where at < ${new Date(now().getTime() - KEPT_MS)} limit 200 for update skip locked)`.execute(
    messaging(tx),
  )
}
