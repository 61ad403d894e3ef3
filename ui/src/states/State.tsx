import { Inbox, LockKeyhole, RotateCw, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/Button.tsx'
import { useKitTexts } from '../texts/kit-texts.ts'

interface StateProps {
  tone: 'info' | 'danger' | 'neutral'
  icon: ReactNode
  title: string
  text?: ReactNode
  action?: ReactNode
  children?: ReactNode
}

function State({ tone, icon, title, text, action, children }: StateProps) {
  return (
    <div className={`aj-state aj-state--${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
      <div className="aj-state__icon">{icon}</div>
      <h2 className="aj-state__title">{title}</h2>
      {text ? <p className="aj-state__text">{text}</p> : null}
      {action ? <div className="aj-state__action">{action}</div> : null}
      {children}
    </div>
  )
}

export interface EmptyStateProps {
  icon?: ReactNode
  /** First use says what will be here; no result says which filters hide it. */
  title: string
  text?: ReactNode
  action?: ReactNode
}

/** Nothing to show, and what to do about it. */
export function EmptyState({ icon = <Inbox aria-hidden="true" />, ...rest }: EmptyStateProps) {
  return <State tone="info" icon={icon} {...rest} />
}

export interface ErrorStateProps {
  /** What did not work, as a plain sentence. */
  title: string
  text?: ReactNode
  /** Copied by the user for support. */
  requestId?: string | null
  onRetry?: () => void
  retrying?: boolean
}

/** Something failed: a sentence, a way to try again, and the number to tell support. */
export function ErrorState({ title, text, requestId, onRetry, retrying }: ErrorStateProps) {
  const t = useKitTexts()
  const retry = onRetry ? (
    <Button look="secondary" icon={<RotateCw aria-hidden="true" />} loading={retrying} onClick={onRetry}>
      {t('retry')}
    </Button>
  ) : null
  return (
    <State tone="danger" icon={<TriangleAlert aria-hidden="true" />} title={title} text={text} action={retry}>
      {requestId ? <p className="aj-state__request">{t('requestId', { id: requestId })}</p> : null}
    </State>
  )
}

export interface NoPermissionStateProps {
  title?: string
  /** Who can grant it: "项目经理"; an administrator when not given. */
  who?: string
  action?: ReactNode
}

/** The page exists, but not for this account: says who can change that. */
export function NoPermissionState({ title, who, action }: NoPermissionStateProps) {
  const t = useKitTexts()
  return (
    <State
      tone="neutral"
      icon={<LockKeyhole aria-hidden="true" />}
      title={title ?? t('noPermission')}
      text={t('noPermissionAsk', { who: who ?? t('administrator') })}
      action={action}
    />
  )
}
