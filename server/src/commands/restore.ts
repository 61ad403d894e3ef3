import { resolve } from 'node:path'
import { readManifest, restoreBackup, secretsFor } from '../platform/backup/restore-backup.ts'
import { useSecrets } from '../platform/seal.ts'
import { verifyInvariants } from '../verify.ts'
import type { Ground } from './ground.ts'

/** `restore`: an empty database from a backup, then every invariant recomputed. */
export async function runRestore(ground: Ground, args: string[]): Promise<void> {
  const [given] = args
  if (!given) throw new Error('Usage: restore FOLDER')
  const folder = resolve(given)
  const { config, adminUrl } = ground
  const secrets = await secretsFor(folder, await readManifest(folder), config.dataDir, ground.secrets)
  useSecrets(secrets)
  const manifest = await restoreBackup({ adminUrl, dataDir: config.dataDir, folder, secrets })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(`Restored ${rows.toLocaleString('en')} rows as of ${manifest.madeAt}.`)
  const broken = await verifyInvariants(adminUrl)
  for (const line of broken) console.error(`BROKEN  ${line}`)
  if (broken.length > 0) process.exitCode = 1
  else console.log('Every invariant holds.')
}
