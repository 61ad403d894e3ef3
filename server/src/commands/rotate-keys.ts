import { rotateKeys } from '../platform/rotate-keys.ts'
import type { Ground } from './ground.ts'

/** `rotate-keys`: a new sealing key, and everything sealed anew with it. */
export async function runRotateKeys(ground: Ground, args: string[]): Promise<void> {
  const { config, secrets, adminUrl } = ground
  const retire = args.includes('--retire')
  const { version, resealed, retired } = await rotateKeys({ adminUrl, dataDir: config.dataDir, secrets, retire })
  const count = Object.values(resealed).reduce((sum, rows) => sum + rows, 0)
  console.log(`Key ${version} is in use; ${count.toLocaleString('en')} sealed values were sealed anew.`)
  for (const [column, rows] of Object.entries(resealed)) console.log(`  ${column.padEnd(44)} ${rows}`)
  console.log(
    retired > 0
      ? `${retired} older key(s) were retired: backups made before today can no longer be opened with this secrets.json.`
      : 'Older keys are kept, so that older backups can be opened; --retire forgets them.',
  )
  console.log('Back up secrets.json now.')
}
