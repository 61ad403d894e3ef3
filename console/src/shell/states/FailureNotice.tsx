import { ApiError } from '@anju/contract'
import { Button } from 'antd'
import { RotateCw, TriangleAlert } from 'lucide-react'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { CopyId } from '../show/CopyId.tsx'
import { NoPermission } from './NoPermission.tsx'
import { StatePage } from './StatePage.tsx'

/** The request id of a failed call, to hand to an administrator. */
export function RequestId({ error }: { error: unknown }) {
  const t = useConsoleTexts()
  if (!(error instanceof ApiError) || !error.requestId) return null
  return (
    <p className="c-request-id" title={t('states.requestIdHint')}>
      {t('states.requestId')} <CopyId id={error.requestId} what={t('states.requestId')} />
    </p>
  )
}

/** A load that failed: a plain sentence, 重试, and the request id. A refusal for want of permission says who can grant it. */
export function FailureNotice({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  if (error instanceof ApiError && error.status === 403) return <NoPermission level="part" />
  return (
    <StatePage
      level="part"
      tone="danger"
      icon={TriangleAlert}
      title={t('states.loadFailed')}
      actions={
        <Button icon={<RotateCw size={14} aria-hidden />} onClick={retry}>
          {t('states.retry')}
        </Button>
      }
    >
      <p role="alert">{explain(error)}</p>
      <RequestId error={error} />
    </StatePage>
  )
}
