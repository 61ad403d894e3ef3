import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Ground } from './commands/ground.ts'
import type { Growth } from './demo/grow-demo.ts'
import { boundHeap } from './platform/bound-heap.ts'
import { readConfig, readSecrets } from './platform/config.ts'
import { explainFailure } from './platform/postgres/explain-failure.ts'
import { startEmbedded } from './platform/postgres/start-embedded.ts'

/**
 * The one entry: `node server/src/main.ts <command>`. Commands are listed in COMMANDS; `start` is what `npm start` runs.
 * Failures that a person can mend end in one sentence and exit code 1.
 */

const COMMANDS: Record<string, { words: string; run: (ground: Ground, args: string[]) => Promise<void> }> = {
  start: { words: 'migrate, serve, work and ingest in one process, make the demo once meanwhile', run: start },
  serve: {
    words: 'serve people and their apps only',
    run: ground => serveOnly(ground, { serve: true, work: false, ingest: false }),
  },
  work: { words: 'work jobs only', run: ground => serveOnly(ground, { serve: false, work: true, ingest: false }) },
  ingest: {
    words: 'take what machines send, and nothing else',
    run: ground => serveOnly(ground, { serve: false, work: false, ingest: true }),
  },
  migrate: { words: 'bring the database up to date', run: migrate },
  'seed-demo': { words: 'make the demo companies, once; --size 10k or 100k adds a large one', run: seed },
  'create-company': {
    words: 'open a company with its first administrator',
    run: async (ground, args) => {
      await migrate(ground)
      await (await import('./commands/create-company.ts')).runCreateCompany(ground, args)
    },
  },
  backup: {
    words: 'write everything into a new folder, while the server runs',
    run: async (ground, args) => (await import('./commands/back-up.ts')).runBackUp(ground, args),
  },
  restore: {
    words: 'fill an empty database from a backup',
    run: async (ground, args) => (await import('./commands/restore.ts')).runRestore(ground, args),
  },
  'rotate-keys': {
    words: 'seal all personal data anew with a new key; --retire forgets the older ones',
    run: async (ground, args) => (await import('./commands/rotate-keys.ts')).runRotateKeys(ground, args),
  },
  verify: { words: 'recompute every invariant from the facts', run: verify },
  generate: { words: 'write schema.sql, database types and openapi.json (--check: compare only)', run: generate },
}

async function main(): Promise<void> {
  const [name = 'start', ...args] = process.argv.slice(2)
  const command = COMMANDS[name]
  if (!command) {
    console.error(
      `There is no command "${name}". Commands:\n${Object.entries(COMMANDS)
        .map(([key, { words }]) => `  ${key.padEnd(15)} ${words}`)
        .join('\n')}`,
    )
    process.exit(1)
  }
  boundHeap()
  const ground = await layGround()
  endWithReason(ground)
  let failed = false
  try {
    await command.run(ground, args)
  } catch (error) {
    failed = true
    report(await ground.explain(error))
  } finally {
    await ground.release(failed ? PATIENCE_MS : undefined).catch(report)
  }
  process.exit(failed ? 1 : (process.exitCode ?? 0))
}

/** A database that failed us may not end by itself; it recovers at the next start. */
const PATIENCE_MS = 5_000
/** More than ending it takes at most. */
const RELEASE_MS = 30_000

/** What nobody caught ends the process: with a sentence where the reason is known, else as the bug that it is. */
function endWithReason(ground: Footing): void {
  process.once('uncaughtException', async error => {
    const explained = await ground.explain(error)
    if (explained === error) console.error(error)
    else report(explained)
    // A database of our own is not left behind; nor does it keep us here when it cannot stop.
    await Promise.race([ground.release(PATIENCE_MS).catch(() => undefined), setTimeout(RELEASE_MS)])
    process.exit(1)
  })
}

const reported = new Set<string>()

/** Once: what ends a command may come from several sides. */
function report(error: unknown): void {
  const words = error instanceof Error ? error.message : String(error)
  if (!reported.has(words)) console.error(words)
  reported.add(words)
  if (process.env.ANJU_LOG === 'debug') console.error(error)
}

interface Footing extends Ground {
  /** A failure in a sentence, where the reason is one that a person can mend; anything else unchanged. */
  explain(error: unknown): Promise<Error>
}

async function layGround(): Promise<Footing> {
  const config = readConfig()
  const secrets = readSecrets(config.dataDir)
  if (config.databaseUrl) {
    await requireReachable(config.databaseUrl)
    return {
      config,
      secrets,
      adminUrl: config.databaseUrl,
      release: async () => undefined,
      explain: async error => explainFailure(error, config.dataDir),
    }
  }
  const embedded = await startEmbedded({ dir: join(config.dataDir, 'postgres'), log: line => console.log(line) })
  return { config, secrets, adminUrl: embedded.adminUrl, release: embedded.stop, explain: embedded.explain }
}

async function requireReachable(url: string): Promise<void> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query("select current_setting('server_version_num')::int as version")
    if (rows[0].version < 150000) throw new Error(`PostgreSQL 15 or newer is needed, this one is ${rows[0].version}.`)
  } catch (cause) {
    throw new Error(`The database of DATABASE_URL cannot be used: ${(cause as Error).message}`, { cause })
  } finally {
    await client.end().catch(() => undefined)
  }
}

async function migrate(ground: Ground): Promise<void> {
  const { migrateDatabase } = await import('./platform/migrate.ts')
  const applied = await migrateDatabase({
    adminUrl: ground.adminUrl,
    appPassword: ground.secrets.appPassword,
    jobsPassword: ground.secrets.jobsPassword,
  })
  if (applied.length > 0) console.log(`Applied ${applied.length} migration(s), the last ${applied.at(-1)}.`)
}

async function seed(ground: Ground, args: string[] = []): Promise<void> {
  const { useSecrets } = await import('./platform/seal.ts')
  useSecrets(ground.secrets)
  await migrate(ground)
  if (args.includes('--size')) {
    const { runSeedScale } = await import('./commands/seed-scale.ts')
    if (await runSeedScale(ground, args)) return
  }
  const { seedDemo } = await import('./seed-demo.ts')
  const { adminUrl, secrets, config } = ground
  await seedDemo({ adminUrl, secrets, config, say: words => console.log(words) })
}

/**
 * Serves as soon as the ground is laid; the two years of the demo are written meanwhile, in a thread of its own. What is cut off in the
 * middle goes on where it stood when we are started again.
 */
async function start(ground: Ground, args: string[]): Promise<void> {
  const prepared = prepare(ground)
  // The starter builds the apps meanwhile, and says when they are there.
  const ready = Promise.all([prepared, args.includes('--when-told') ? toldToServe : undefined])
  let growth: Growth | null = null
  try {
    if (await Promise.race([told.then(() => true), ready.then(() => false)])) return
    growth = await prepared
    await serveUntilTold(ground, { serve: true, work: true, ingest: true }, growth)
  } finally {
    // Before the database goes: afterwards it would be a failure.
    await growth?.end()
  }
}

/** Brings the database up to date, with the accounts of the demo; answers what makes the rest of it, if there is any. */
async function prepare(ground: Ground): Promise<Growth | null> {
  if (!ground.config.demo) return migrate(ground).then(() => null)
  const { adminUrl, secrets, config } = ground
  const { useSecrets } = await import('./platform/seal.ts')
  useSecrets(secrets)
  await migrate(ground)
  const { seedDemo } = await import('./seed-demo.ts')
  if (await seedDemo({ adminUrl, secrets, config, size: 'accounts' })) return null
  const { growDemo } = await import('./demo/grow-demo.ts')
  return growDemo({ adminUrl, secrets, config }, words => console.log(words))
}

/** Told by the process that started us; heard from the first moment on, too. */
const toldToServe = new Promise<void>(resolve => process.once('message', () => resolve()))

/** Told to stop by Ctrl-C or SIGTERM, however early: heard from the first moment on, so that a start under way is undone too. */
const told = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve())
})

interface Roles {
  serve: boolean
  work: boolean
  ingest: boolean
}

/** On a database that another process made: several serve beside each other, and none of them changes it. */
async function serveOnly(ground: Ground, roles: Roles): Promise<void> {
  const { requireMigrated } = await import('./platform/migrate.ts')
  await requireMigrated({ adminUrl: ground.adminUrl, appPassword: ground.secrets.appPassword })
  await serveUntilTold(ground, roles)
}

async function serveUntilTold(ground: Ground, roles: Roles, growth: Growth | null = null): Promise<void> {
  const { startServer } = await import('./serve.ts')
  const running = await startServer({
    config: ground.config,
    secrets: ground.secrets,
    adminUrl: ground.adminUrl,
    ...roles,
    ...(growth ? { demoWhole: growth.whole } : {}),
  })
  if (roles.serve) console.log(running.words)
  else if (roles.ingest) console.log(`Taking what machines send on port ${running.port}.`)
  const whole = growth?.whole.then(() => {
    console.log('The demo is complete.')
    return told
  })
  try {
    await Promise.race([told, whole ?? told])
    console.log('Stopping: finishing what is under way.')
  } finally {
    await growth?.end()
    await running.stop()
  }
}

async function verify(ground: Ground): Promise<void> {
  const { useSecrets } = await import('./platform/seal.ts')
  const { verifyInvariants } = await import('./verify.ts')
  useSecrets(ground.secrets)
  const broken = await verifyInvariants(ground.adminUrl)
  for (const line of broken) console.error(`BROKEN  ${line}`)
  if (broken.length > 0) process.exitCode = 1
  else console.log('Every invariant holds.')
}

async function generate(ground: Ground, args: string[]): Promise<void> {
  const { generateFiles } = await import('./generate.ts')
  const stale = await generateFiles(ground, { check: args.includes('--check') })
  for (const path of stale) console.error(`${path} is stale: run "npm run generate" and commit it.`)
  if (stale.length > 0) process.exitCode = 1
}

await main().catch(error => {
  report(error)
  process.exit(1)
})
