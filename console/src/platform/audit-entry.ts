import type { platform, WireResponseOf } from '@anju/contract'

export type AuditEntry = WireResponseOf<typeof platform.listAudit>['items'][number]
