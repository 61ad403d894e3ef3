import type { Group } from './page-groups.ts'

/** The name of a row in a file; what stands in no building has none of its own. */
export function groupName(row: Group): string {
  return row.name || '楼栋外'
}
