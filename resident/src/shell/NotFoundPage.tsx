import { ButtonLink, EmptyState, Page } from '@anju/ui'
import { MapPinOff } from 'lucide-react'
import { Link } from '../navigation.ts'
import { useTexts } from '../texts/texts.ts'

/** An address that leads nowhere. */
export function NotFoundPage() {
  const t = useTexts()
  return (
    <Page title={t('product')} look="root">
      <EmptyState
        icon={<MapPinOff aria-hidden="true" />}
        title={t('shell.notFound')}
        text={t('shell.notFoundText')}
        action={<ButtonLink render={link => <Link to="/" {...link} />}>{t('shell.toHome')}</ButtonLink>}
      />
    </Page>
  )
}
