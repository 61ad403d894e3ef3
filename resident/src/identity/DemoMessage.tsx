import { messaging } from '@anju/contract'
import { Button, Notice } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { call } from '../api.ts'
import { useIdentityTexts } from './texts.ts'

const LOOK_EVERY_MS = 1_000

/** Demo mode only: the message that would have gone to the phone, with its code to fill in. */
export function DemoMessage({
  phone,
  askedAt,
  onFill,
}: {
  phone: string
  askedAt: number
  onFill: (code: string) => void
}) {
  const t = useIdentityTexts()
  const inbox = useQuery({
    queryKey: ['demo-inbox', phone, askedAt],
    queryFn: ({ signal }) => call(messaging.demoInbox, { query: { phone }, signal }),
    gcTime: 0,
    refetchInterval: LOOK_EVERY_MS,
  })
  const code = inbox.data?.items.find(item => item.code)?.code
  if (!code) return <Notice>{t('signIn.demoWaiting')}</Notice>
  return (
    <Notice announce>
      <div className="re-demo-message">
        {t('signIn.demoCode', { code })}
        <Button size="small" look="ghost" onClick={() => onFill(code)}>
          {t('signIn.demoFill')}
        </Button>
      </div>
    </Notice>
  )
}
