import { useCommunity } from '../community.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import type { Staff } from './staff.ts'
import { useIdentityTexts } from './texts.ts'

const SHOWN = 2

interface ScopeProps {
  of: Staff['communityIds']
  buildings: Staff['buildingIds']
  whole?: boolean
}

/** The communities an account works in: two by name, more by number; and how many buildings, where only some are seen. */
export function Scope({ of, buildings, whole = false }: ScopeProps) {
  const t = useIdentityTexts()
  const words = useAccountTexts()
  const { all } = useCommunity()
  if (of === null) return <>{t('scope.all')}</>
  if (of.length === 0) return <>{t('scope.none')}</>
  const names = of.flatMap(id => all.find(community => community.id === id)?.name ?? [])
  const named = names.length === of.length && (whole || names.length <= SHOWN)
  return (
    <span title={names.join(t('comma'))}>
      {named ? names.join(t('comma')) : t('scope.count', { count: of.length })}
      {buildings ? ` · ${words('scope.buildings', { count: buildings.length })}` : ''}
    </span>
  )
}
