import { ButtonLink, EmptyState } from '@anju/ui'
import { HousePlus } from 'lucide-react'
import { Link } from '../navigation.ts'
import { usePortalTexts } from './texts.ts'

/** Instead of what is of a home, for somebody who has none yet: how to come into one. */
export function NoHome() {
  const t = usePortalTexts()
  return (
    <EmptyState
      icon={<HousePlus aria-hidden="true" />}
      title={t('noHousehold')}
      text={t('noHouseholdText')}
      action={<ButtonLink render={link => <Link to="/join" {...link} />}>{t('addHousehold')}</ButtonLink>}
    />
  )
}
