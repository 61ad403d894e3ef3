import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { STAFF_PERMISSIONS } from '@anju/contract'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { ROOT } from '../src/platform/config.ts'
import { migrationNames } from '../src/platform/migrate.ts'
import { migrationFaults, SCHEMAS, timelineFaults } from './tidy/migrations.ts'

/** The house rules of the database: each migration keeps to its room, and the migrated database has its walls. */

/** Functions that act as their owner, each with its reason. */
const DEFINERS = [
  // the names on bills and what is open of them, which nobody but these write
  'billing.add_bill_payers',
  'billing.add_open_bill',
  // what money of others is spent of, past the walls of who spends
  'billing.check_shares',
  'billing.count_charged_years',
  'billing.cover_fund_request',
  'billing.cover_taken_back',
  // whether the bank is asked for a bill, for residents too, who see no batches
  'billing.debit_day',
  // names that no bill has any more
  'billing.drop_bill_payers',
  'billing.drop_stray_payers',
  // sums of charges, likewise; discounts that residents may ask for, past the wall of the rules
  'billing.fold_charge_sums',
  'billing.fold_report_sums',
  'billing.keep_open_bills',
  'billing.move_charge_sums',
  'billing.my_discounts',
  // what is in the maintenance fund of a home, for its owners and nobody else
  'billing.my_fund_moves',
  'billing.my_fund_terms',
  'billing.my_overlapping_grant',
  // a charge that was billed, whoever deletes it; bills in flight, whoever settles them
  'billing.refuse_billed_assignment',
  'billing.refuse_billed_grant',
  'billing.refuse_billed_tax',
  'billing.refuse_billed_version',
  'billing.refuse_in_flight',
  'billing.refuse_overdrawn',
  'billing.refuse_settled_delete',
  'billing.refuse_stray_settlements',
  'billing.rename_bill_payer',
  ...['billing.sum_added_lines', 'billing.sum_changed_bills', 'billing.sum_settlements', 'billing.sum_taxed_line'],
  // sign-in, of machines too, before the tenant is known (ADR 0006)
  'devices.enter',
  'identity.enter',
  'identity.find_carrier',
  'identity.find_invitation',
  'identity.find_resident_sign_in',
  'identity.find_session',
  'identity.find_staff_sign_in',
  // what happens by the clock in every company
  'identity.list_tenants',
  // the own accounts in other companies
  'identity.my_linked_accounts',
  // an import taken back: reads and deletes rows of modules to the left, those it made and no others
  'imports.hanging_on',
  'imports.parts_of',
  'imports.refresh_statistics',
  'imports.seen',
  'imports.take_back',
  'imports.written_in',
  // closed months have the last word, whoever posts
  'ledger.refuse_closed',
  // a check that looks at all rows of an entry
  'ledger.refuse_empty',
  'ledger.refuse_unbalanced',
  // the tree of meters, of which who changes it may see a part
  'metering.refuse_loop',
  // what a receipt says, for whoever holds its paper
  'payments.find_receipt',
  // the audit chain, and the queue's own role
  'platform.append_audit',
  // the head of the audit chain is nobody's to read
  'platform.check_audit',
  'platform.enqueue',
  // which modules are open, for the door of each request
  'platform.module_decisions',
  // blanks lines about who is erased, and attests it in the chain (ADR 12)
  'platform.redact_audit',
  // places by name and number, for who does not live there yet
  'registry.find_communities',
  'registry.find_rooms',
  // the walls' own question
  'registry.my_households',
  'registry.my_people',
  // parking of the person who asks, past the walls of staff
  'registry.my_permits',
  'registry.my_premises',
  'registry.my_records',
  'registry.my_spaces',
  // which vehicles park where by leases, which nobody but these write
  'registry.park_others',
  'registry.park_vehicles',
  'registry.people_elsewhere',
  // whether a plate is taken, by a vehicle of another building too
  'registry.plate_taken',
  'registry.scoped_people',
  'registry.scoped_premises',
  // which company a code is of, before one has signed in there
  'residents.find_invitation',
  // the name of who is erased in the log of orders
  'service_desk.forget_reporter',
  // a day of the calendar, for residents too
  'workforce.workday_after',
]

describe('migrations', () => {
  test('one timeline, each file one module, changing only what is its own', () => {
    expect(timelineFaults()).toEqual([])
    expect(migrationNames().flatMap(name => migrationFaults(name))).toEqual([])
  })

  test('a new permission is brought to the administrators of companies that are there already', () => {
    const brought = migrationNames()
      .filter(name => /_identity_\w*permissions\.sql$/.test(name))
      .map(name => readFileSync(join(ROOT, 'server/migrations', name), 'utf8'))
      .join()
    expect(STAFF_PERMISSIONS.filter(permission => !brought.includes(`'${permission}'`))).toEqual([])
  })

  test.each([
    ['0010_cleanup.sql', 'select 1', 'the name is'],
    ['0010_ledger_fix.sql', 'alter table registry.person add column nick text', 'changes registry'],
    ['0010_ledger_fix.sql', 'create index x on billing.bill (id)', 'changes billing'],
    ['0010_ledger_fix.sql', "call platform.protect('payments.payment', 'select')", 'changes payments'],
    ['0010_ledger_fix.sql', 'grant select on identity.session to anju_app', 'changes identity'],
    ['0010_ledger_fix.sql', 'update registry.person set name = name', 'changes registry'],
    ['0010_ledger_fix.sql', 'create view ledger.public_x as select id from billing.bill', 'to the right of ledger'],
  ])('%s with "%s" is refused', (name, text, words) => {
    expect(migrationFaults(name, text).join('; ')).toContain(words)
  })

  test('references to the left are right', () => {
    const text =
      'create table billing.x (tenant_id uuid references identity.company); create policy p on billing.x using (id in (select registry.my_premises()))'
    expect(migrationFaults('0010_billing_x.sql', text)).toEqual([])
    expect(timelineFaults(['0001_a.sql', '0003_b.sql'])).toHaveLength(1)
  })
})

describe('walls', () => {
  let client: pg.Client
  const ours = `n.nspname in (${SCHEMAS.map(schema => `'${schema}'`).join(', ')})`

  beforeAll(async () => {
    const url = new URL(inject('adminUrl'))
    url.pathname = '/anju_template'
    client = new pg.Client({ connectionString: url.toString() })
    await client.connect()
  })

  afterAll(() => client.end())

  async function names(query: string): Promise<string[]> {
    const { rows } = await client.query<{ name: string }>(query)
    return rows.map(row => row.name)
  }

  const has = (column: string) =>
    `exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = '${column}' and not a.attisdropped)`
  const tables = (where: string) =>
    names(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where c.relkind in ('r', 'p') and ${ours} and ${where} order by 1`)

  test('a table without a tenant comes before any tenant is known', async () => {
    expect(await tables(`not ${has('tenant_id')}`)).toEqual([
      // a code belongs to a phone
      'identity.sign_in_code',
      // a user name that no company has
      'identity.stray_sign_in',
      // a message belongs to a phone, and may carry a code
      'messaging.sms',
    ])
  })

  test('every tenant table has the tenant wall, and nothing that opens a way round it', async () => {
    const wall = `(tenant_id = ( SELECT platform.tenant_id() AS tenant_id))`
    const open = await tables(`${has('tenant_id')} and (not c.relrowsecurity
      or not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_wall' and p.polcmd = '*'
                       and p.polroles = '{0}' and pg_get_expr(p.polqual, p.polrelid) = '${wall}')
      or (select count(*) from pg_policy p where p.polrelid = c.oid and p.polpermissive) <> 1)`)
    // The head of the audit chain: no grant at all; only append_audit touches it.
    expect(open).toEqual(['platform.audit_head'])
    const { rows } = await client.query(
      `select has_table_privilege('anju_app', 'platform.audit_head', 'select, insert, update, delete') as may`,
    )
    expect(rows[0].may).toBe(false)
  })

  test('what belongs to a community, or to premises of one, has the scope wall', async () => {
    const open = await tables(
      `(${has('community_id')} or ${has('premises_id')}) and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'scope_wall' and not p.polpermissive)`,
    )
    expect(open).toEqual([])
  })

  test('what belongs to premises has the resident wall', async () => {
    const open = await tables(
      `${has('premises_id')} and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname in ('resident_wall', 'not_for_residents') and not p.polpermissive)`,
    )
    expect(open).toEqual([])
  })

  test('what belongs to premises or to a building has the wall of staff of some buildings', async () => {
    const open = await tables(
      `(${has('premises_id')} or ${has('building_id')}) and not exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'building_wall' and not p.polpermissive)`,
    )
    // call registry.wall_buildings(table, 'premises_id'), or registry.wall_own_building(table, 'building_id')
    expect(open).toEqual([])
  })

  test('what a resident can read beyond the own home is known', async () => {
    const open =
      await tables(`${has('tenant_id')} and has_table_privilege('anju_app', c.oid, 'select') and not exists (select 1 from pg_policy p
      where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('*', 'r')
        and pg_get_expr(p.polqual, p.polrelid) like '%actor_kind%<> ''resident''%' and p.polname <> 'issued_only')`)
    expect(open).toEqual([
      // names that stand on every bill
      'billing.charge_item',
      'billing.rule',
      'identity.company',
      // the next number, nothing else
      'payments.receipt_counter',
      // the door's own: what was applied and answered before, by ids
      'platform.applied',
      // read by its id, through the order or the notice that shows it
      'platform.file',
      'platform.idempotency',
      // what the company decided, for the verbs that residents call
      'platform.setting',
      // where homes stand
      'registry.building',
      'registry.community',
      'registry.unit',
      // the next number, for the order a resident opens
      'service_desk.order_counter',
    ])
  })

  test('tenant_id comes first in every primary and unique key', async () => {
    const keys =
      await names(`select n.nspname || '.' || c.relname || ' (' || (select string_agg(coalesce(a.attname, '?'), ', ' order by k.place)
        from unnest(i.indkey::int[]) with ordinality k(number, place) left join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) || ')' as name
      from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      where i.indisunique and ${ours} and ${has('tenant_id')}
        and i.indkey[0] <> (select a.attnum from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') order by 1`)
    expect(keys).toEqual([
      // A company's code is typed at the sign-in page, before its tenant is known.
      'identity.company (code)',
      // An invitation is found by its code, before its tenant is known.
      'identity.invitation (code_hash)',
      // A session is found by its token, before its tenant is known.
      'identity.session (token_hash)',
    ])
  })

  test('foreign keys carry the tenant along', async () => {
    const loose =
      await names(`select k.conrelid::regclass || ' → ' || k.confrelid::regclass as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and ${ours} and not exists (
        select 1 from unnest(k.conkey) key join pg_attribute a on a.attrelid = k.conrelid and a.attnum = key where a.attname = 'tenant_id') order by 1`)
    expect(loose).toEqual([])
  })

  test('views look with the eyes of who asks', async () => {
    const blind =
      await names(`select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and ${ours} and not coalesce('security_invoker=true' = any (c.reloptions), false) order by 1`)
    expect(blind).toEqual([])
  })

  test('functions that act as their owner are known, and cannot be led astray by a search path', async () => {
    const definers =
      await names(`select p.oid::regproc::text || coalesce(' ' || array_to_string(p.proconfig, ','), '') as name
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and ${ours} order by 1`)
    const fixed = ' search_path=pg_catalog'
    expect(definers).toEqual(DEFINERS.map(name => name + fixed))
  })

  test('the roles we connect as own nothing and pass no wall', async () => {
    const { rows } = await client.query(
      `select rolname as name, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole as strong from pg_roles where rolname in ('anju_app', 'anju_jobs') order by 1`,
    )
    expect(rows).toEqual([
      { name: 'anju_app', strong: false },
      { name: 'anju_jobs', strong: false },
    ])
    expect(await tables(`c.relowner in (select oid from pg_roles where rolname like 'anju\\_%')`)).toEqual([])
    expect(
      await names(
        `select n.nspname as name from pg_namespace n where ${ours} and has_schema_privilege('anju_app', n.oid, 'create')`,
      ),
    ).toEqual([])
    // The queue's role reads no business.
    expect(await tables(`has_table_privilege('anju_jobs', c.oid, 'select')`)).toEqual([])
  })

  test('posted facts cannot be changed by the application', async () => {
    const facts = [
      'platform.event',
      'platform.audit',
      'platform.setting_change',
      'ledger.entry',
      'ledger.posting',
      'payments.payment',
      'payments.receipt_void',
      'payments.cash_movement',
      'payments.bank_deposit',
      'payments.day_close',
      'payments.sign_off',
      'billing.settlement',
      'billing.purse_movement',
      'billing.deposit_movement',
      'service_desk.order_log',
    ]
    const { rows } = await client.query<{ name: string }>(
      `select t as name from unnest($1::text[]) t where has_table_privilege('anju_app', t, 'update') or has_table_privilege('anju_app', t, 'delete')`,
      [facts],
    )
    expect(rows).toEqual([])
  })
})
