import type { AuditEntry } from './audit-entry.ts'
import { usePlatformTexts } from './texts.ts'

/** Who did it, and as what; the system and strangers have no name of their own. */
export function AuditActor({ entry: { actorName, actorKind } }: { entry: AuditEntry }) {
  const t = usePlatformTexts()
  if (actorKind === 'system' || actorKind === 'anonymous') return <>{t(`actor.${actorKind}`)}</>
  return (
    <>
      {actorName} <small className="pl-kind">{t(`actor.${actorKind}`)}</small>
    </>
  )
}
