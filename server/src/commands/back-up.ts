import { resolve } from 'node:path'
import { backUp } from '../platform/backup/back-up.ts'
import type { Ground } from './ground.ts'

const USAGE = 'backup FOLDER [--with-secrets]'

/** `backup`: everything into a new folder, while the server runs. */
export async function runBackUp(ground: Ground, args: string[]): Promise<void> {
  const folder = args.find(arg => !arg.startsWith('--'))
  if (!folder) throw new Error(`Usage: ${USAGE}`)
  const withSecrets = args.includes('--with-secrets')
  const { config, secrets, adminUrl } = ground
  const manifest = await backUp({ adminUrl, dataDir: config.dataDir, folder: resolve(folder), secrets, withSecrets })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  console.log(
    `Backed up ${rows.toLocaleString('en')} rows of ${manifest.tables.length} tables and ${manifest.files.count} files to ${resolve(folder)}.`,
  )
  console.log(
    withSecrets
      ? 'The folder holds the secrets: keep it where nobody else can read it.'
      : 'The secrets are not in it: keep secrets.json as well, without it phones and ID numbers cannot be opened.',
  )
}
