import { useCommunity } from '../community.tsx'
import type { Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

const SHOWN = 2

/** The communities an account works in: two by name, more by number. */
export function Scope({ of, whole = false }: { of: Staff['communityIds']; whole?: boolean }) {
  const t = useIdentityTexts()
  const { all } = useCommunity()
  if (of === null) return <>{t('scope.all')}</>
  if (of.length === 0) return <>{t('scope.none')}</>
  const names = of.flatMap(id => all.find(community => community.id === id)?.name ?? [])
  const named = names.length === of.length && (whole || names.length <= SHOWN)
  return (
    <span title={names.join(t('comma'))}>
      {named ? names.join(t('comma')) : t('scope.count', { count: of.length })}
    </span>
  )
}
