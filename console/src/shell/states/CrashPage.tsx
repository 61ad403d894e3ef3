import { ApiError } from '@anju/contract'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { OctagonAlert } from 'lucide-react'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { RequestId } from './FailureNotice.tsx'
import { StatePage } from './StatePage.tsx'

/** The error boundary of every page: the rest of the console stays usable around it. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  const t = useConsoleTexts()
  const explain = useRefusalText()
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <StatePage
      icon={OctagonAlert}
      tone="danger"
      title={t('states.crashed')}
      actions={
        <>
          <Button type="primary" onClick={retry}>
            {t('states.retry')}
          </Button>
          <Button onClick={() => window.location.reload()}>{t('states.reload')}</Button>
        </>
      }
    >
      <p role="alert">{error instanceof ApiError ? explain(error) : t('states.crashedHint')}</p>
      <RequestId error={error} />
      {error instanceof ApiError ? null : <code className="c-crash">{String(error).slice(0, 300)}</code>}
    </StatePage>
  )
}
