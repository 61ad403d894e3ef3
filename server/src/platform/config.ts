import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseS3Url } from './files/parse-s3-url.ts'
import { explainFailure } from './postgres/explain-failure.ts'

/** Where the repository (or the image) lies. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

export interface Config {
  port: number
  host: string
  dataDir: string
  /** An outside PostgreSQL's owner address, or null for the embedded one. */
  databaseUrl: string | null
  /** Demo mode shows accounts and delivered codes on the sign-in pages; never with an outside database unless said. */
  demo: boolean
  /** How the world reaches us, for links; null: as asked. */
  publicUrl: string | null
  secureCookies: boolean
  /** How long a stopping server says that it is not ready before it takes nothing new (behind a load balancer: some seconds). */
  drainMs?: number
  /** A bucket that speaks S3 for the files, `https://key:secret@host/bucket`; absent: the data folder. */
  filesS3Url?: string | null
}

/** Reads the environment; throws one clear sentence when it makes no sense. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const port = Number(env.PORT ?? 8080)
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT must be a number from 0 to 65535, not "${env.PORT}".`)
  if (env.FILES_S3_URL) parseS3Url(env.FILES_S3_URL)
  const databaseUrl = env.DATABASE_URL || null
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    throw new Error('DATABASE_URL must begin with postgres:// or postgresql://.')
  const demo = env.ANJU_DEMO ? env.ANJU_DEMO === '1' : databaseUrl === null
  return {
    port,
    host: env.HOST ?? '0.0.0.0',
    dataDir: resolve(env.ANJU_DATA ?? join(ROOT, 'data')),
    databaseUrl,
    demo,
    publicUrl: env.PUBLIC_URL ?? null,
    secureCookies: env.PUBLIC_URL?.startsWith('https://') ?? false,
    filesS3Url: env.FILES_S3_URL || null,
    drainMs: milliseconds('ANJU_DRAIN_MS', env.ANJU_DRAIN_MS),
  }
}

function milliseconds(name: string, text = '0'): number {
  const ms = Number(text)
  if (!Number.isInteger(ms) || ms < 0 || ms > 600_000)
    throw new Error(`${name} must be milliseconds from 0 to 600000, not "${text}".`)
  return ms
}

export interface Secrets {
  /** Versioned keys that seal personal data (AES-256-GCM), hex; the last is the one used for new data. */
  sealingKeys: string[]
  /** Keys the blind indexes (HMAC-SHA-256), hex. Changing it means indexing anew. */
  indexKey: string
  /** Signs short-lived addresses, hex. */
  signingKey: string
  /** Passwords of the database roles that we make. */
  appPassword: string
  jobsPassword: string
}

/** Reads the secrets from ANJU_SECRETS (JSON) or `secrets.json` in the data folder, making them at the first start (0600). */
export function readSecrets(dataDir: string, env: NodeJS.ProcessEnv = process.env): Secrets {
  if (env.ANJU_SECRETS) return parseSecrets(env.ANJU_SECRETS, 'ANJU_SECRETS')
  const path = join(dataDir, 'secrets.json')
  if (existsSync(path)) return parseSecrets(readText(path), path)
  const secrets = makeSecrets()
  try {
    writeSecrets(dataDir, secrets)
  } catch (cause) {
    throw explainFailure(cause, dataDir)
  }
  return secrets
}

const KEYS = ['indexKey', 'signingKey', 'appPassword', 'jobsPassword'] as const

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (cause) {
    throw new Error(
      `${path} cannot be read (${(cause as { code?: string }).code}): start Anju as the account that owns it.`,
      { cause },
    )
  }
}

/** The secrets of a text; what is not whole is refused before anything is sealed with half of it. */
function parseSecrets(text: string, where: string): Secrets {
  let parsed: Partial<Secrets> | null = null
  try {
    parsed = JSON.parse(text) as Partial<Secrets> | null
  } catch {
    // Told below: what JSON says of it would print the secret.
  }
  const whole =
    Array.isArray(parsed?.sealingKeys) &&
    parsed.sealingKeys.length > 0 &&
    KEYS.every(key => typeof parsed?.[key] === 'string')
  if (!whole)
    throw new Error(
      `The secrets in ${where} are damaged: put them back from a backup. Without them sealed phone and ID numbers cannot be read.`,
    )
  return parsed as Secrets
}

/** Writes `secrets.json` (0600) in one step, so that a crash leaves the old or the new one. */
export function writeSecrets(dataDir: string, secrets: Secrets): void {
  const path = join(dataDir, 'secrets.json')
  mkdirSync(dataDir, { recursive: true })
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}

/** New random secrets. */
export function makeSecrets(): Secrets {
  const key = () => randomBytes(32).toString('hex')
  return { sealingKeys: [key()], indexKey: key(), signingKey: key(), appPassword: key(), jobsPassword: key() }
}
