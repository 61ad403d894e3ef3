import { createHash } from 'node:crypto'
import { v7 } from 'uuid'

/**
 * The id of a thing of the demo: as if made at that moment, and the same each time for one company and name. So a seed that
 * was cut off finds what it has made.
 */
export function demoId(tenantId: string, name: string, madeAt: Date): string {
  const random = createHash('sha256').update(`${tenantId}\0${name}`).digest().subarray(0, 16)
  return v7({ msecs: madeAt.getTime(), seq: random.readUInt32BE(0), random })
}
