import { ApiError } from '@anju/contract'
import { useOnline } from '@anju/ui'
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { CloudOff, OctagonAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useRefusalText } from '../../refusal.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { RequestId } from './FailureNotice.tsx'
import { isCodeMissing } from './missing-code.ts'
import { StatePage } from './StatePage.tsx'

/** The error boundary of every page: the rest of the console stays usable around it. */
export function CrashPage({ error, reset }: ErrorComponentProps) {
  return isCodeMissing(error) ? <NotArrived /> : <Crashed error={error} reset={reset} />
}

/** The page's code did not come: without a network it opens by itself once that is back. A failed import is remembered, so all is loaded anew. */
function NotArrived() {
  const t = useConsoleTexts()
  const online = useOnline()
  const wasOffline = useRef(!online)
  useEffect(() => {
    if (online && wasOffline.current) window.location.reload()
    wasOffline.current = !online
  }, [online])
  return (
    <StatePage
      icon={CloudOff}
      title={t('states.notArrived')}
      actions={
        <Button type="primary" disabled={!online} onClick={() => window.location.reload()}>
          {t('states.reload')}
        </Button>
      }
    >
      <p role="alert">{t(online ? 'states.notArrivedText' : 'states.notArrivedOffline')}</p>
    </StatePage>
  )
}

function Crashed({ error, reset }: Pick<ErrorComponentProps, 'error' | 'reset'>) {
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
