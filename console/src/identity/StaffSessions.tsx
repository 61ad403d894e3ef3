import { identity } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { call, queryClient } from '../api.ts'
import { useRefusalText } from '../refusal.ts'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { useAccountTexts } from './accounts-texts.ts'
import { deviceName } from './device-name.ts'
import { useIdentityTexts } from './texts.ts'

/** Where somebody is signed in, and ending it. Only drawn for who may manage staff. */
export function StaffSessions({ staffId }: { staffId: string }) {
  const t = useAccountTexts()
  const words = useIdentityTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const key = [identity.listStaffSessions.path, staffId]
  const { data, error, refetch } = useQuery({
    queryKey: key,
    staleTime: 0,
    queryFn: async () => (await call(identity.listStaffSessions, { params: { staffId } })).items,
  })
  const end = useMutation({
    mutationFn: (sessionId?: string) =>
      call(identity.endStaffSessions, { params: { staffId }, body: sessionId ? { sessionId } : {} }),
    onSuccess: ({ ended }) => void message.success(t('sessions.ended', { count: ended })),
    onError: failure => void message.error(explain(failure)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: key }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return null
  if (data.length === 0) return <p className="id-quiet">{t('sessions.none')}</p>
  return (
    <ul className="id-sessions">
      {data.map(session => (
        <li key={session.id} className="id-session">
          <div className="id-session__words">
            <strong>{deviceName(session.device) ?? words('device.unknown')}</strong>
            <span>
              {words(`app.${session.app}`)} · {words('sessions.seen')}{' '}
              <DateText at={session.lastSeenAt} as="relative" />
            </span>
          </div>
          <Button size="small" loading={end.isPending} onClick={() => end.mutate(session.id)}>
            {t('sessions.end')}
          </Button>
        </li>
      ))}
      {data.length > 1 ? (
        <Button size="small" danger loading={end.isPending} onClick={() => end.mutate(undefined)}>
          {t('sessions.endAll')}
        </Button>
      ) : null}
    </ul>
  )
}
