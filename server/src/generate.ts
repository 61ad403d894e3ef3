import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { routes } from '@anju/contract'
import pg from 'pg'
import { loadModules } from './modules.ts'
import { ROOT, type Secrets } from './platform/config.ts'
import { dumpSchema } from './platform/dump-schema.ts'
import { migrateDatabase } from './platform/migrate.ts'
import { openapiOf } from './platform/openapi.ts'

/** Columns of published views that may be null; PostgreSQL itself cannot say so for a view. */
const NULLABLE_VIEW_COLUMNS: Record<string, string[]> = {
  IdentityPublicStaff: ['communityIds', 'buildingIds'],
  RegistryPublicPremises: ['buildingId', 'unitId', 'buildingCode', 'buildingName', 'unitCode', 'floor', 'endedOn'],
  RegistryPublicOccupancy: ['toOn'],
  LedgerPublicPosting: ['premisesId'],
  PaymentsPublicPayment: ['receiptId', 'receiptNumber'],
  ServiceDeskPublicWorkOrder: ['premisesId', 'doneAt', 'closedAt', 'score'],
}

/**
 * Writes (or with `check` compares) the committed generated files from a database migrated afresh and from the contract.
 * Answers the paths that were stale.
 */
export async function generateFiles(
  ground: { adminUrl: string; secrets: Secrets },
  options: { check: boolean },
): Promise<string[]> {
  // The modules declare their refusal codes when loaded; the document names their status.
  await loadModules()
  const name = `anju_generate_${process.pid}`
  await administer(ground.adminUrl, `create database ${name}`)
  const adminUrl = withDatabase(ground.adminUrl, name)
  try {
    await migrateDatabase({
      adminUrl,
      appPassword: ground.secrets.appPassword,
      jobsPassword: ground.secrets.jobsPassword,
    })
    const made: [string, string][] = [
      ['contract/openapi.json', `${JSON.stringify(openapiOf(routes), null, 1)}\n`],
      ['server/schema.sql', await dumpSchema(adminUrl)],
      ['server/src/platform/db.generated.ts', await databaseTypes(adminUrl)],
    ]
    const stale = made.filter(
      ([path, text]) => !existsSync(join(ROOT, path)) || readFileSync(join(ROOT, path), 'utf8') !== text,
    )
    if (!options.check) for (const [path, text] of stale) writeFileSync(join(ROOT, path), text)
    return options.check ? stale.map(([path]) => path) : []
  } finally {
    await administer(ground.adminUrl, `drop database ${name} with (force)`)
  }
}

async function databaseTypes(url: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'anju-types-'))
  try {
    const out = join(folder, 'db.ts')
    const bin = join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js')
    const args = [
      '--dialect',
      'postgres',
      '--url',
      url,
      '--camel-case',
      '--date-parser',
      'string',
      '--type-mapping',
      '{"int8":"bigint"}',
    ]
    await promisify(execFile)(process.execPath, [
      bin,
      ...args,
      ...['--exclude-pattern', '{graphile_worker,public}.*', '--default-schema', 'pg_temp', '--out-file', out],
    ])
    return tightenViews(readFileSync(out, 'utf8'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The generator calls every column of a view nullable; here only those are that really may be. */
function tightenViews(text: string): string {
  return text.replace(/export interface (\w+Public\w+) \{([^}]*)\}/g, (_, name: string, body: string) => {
    const nullable = NULLABLE_VIEW_COLUMNS[name] ?? []
    const tightened = body.replace(
      /^( {2})(\w+): (.*) \| null;$/gm,
      (line, indent: string, column: string, type: string) =>
        nullable.includes(column) ? line : `${indent}${column}: ${type};`,
    )
    return `export interface ${name} {${tightened}}`
  })
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.toString()
}

async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
