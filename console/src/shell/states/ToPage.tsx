import { useLocale } from '@anju/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { useModules } from '../../module.ts'
import { can, useActor } from '../../session.tsx'
import { useConsoleTexts } from '../../texts/texts.ts'

/** For an empty page: the way to the page where its first row comes from; nothing for who may not open that one. */
export function ToPage({ to }: { to: string }) {
  const t = useConsoleTexts()
  const { locale } = useLocale()
  const actor = useActor()
  const navigate = useNavigate()
  const entry = useModules()
    .flatMap(module => module.nav)
    .find(one => one.to === to)
  if (!entry || !can(actor, entry.permission)) return null
  return <Button onClick={() => void navigate({ to })}>{t('states.toPage', { page: entry.label[locale] })}</Button>
}
