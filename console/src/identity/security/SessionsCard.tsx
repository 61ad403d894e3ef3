import { identity, type WireResponseOf } from '@anju/contract'
import { DateText, formatDateTime } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { Monitor, Smartphone } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { useConsoleTexts } from '../../texts/texts.ts'
import { deviceName, isHandheld } from '../device-name.ts'
import { ReasonButton } from '../ReasonButton.tsx'
import { useIdentityTexts } from '../texts.ts'

type Session = WireResponseOf<typeof identity.listMySessions>['items'][number]

const KEY = [identity.listMySessions.path]

/** Where the actor is signed in, and the way to end a session that is not wanted. */
export function SessionsCard() {
  const t = useIdentityTexts()
  const { data, error, refetch } = useQuery({
    queryKey: KEY,
    staleTime: 0,
    queryFn: async ({ signal }) => (await call(identity.listMySessions, { signal })).items,
  })
  const revoke = useRevoke()
  const others = data?.filter(session => !session.current) ?? []
  return (
    <section className="c-card id-card" aria-label={t('sessions')}>
      <header>
        <h2>{t('sessions')}</h2>
        <ReasonButton
          danger
          loading={revoke.isPending}
          onClick={() => revoke.ask(others)}
          reason={others.length === 0 ? t('sessions.noOthers') : undefined}
        >
          {t('sessions.endOthers')}
        </ReasonButton>
      </header>
      <p className="id-quiet">{t('sessions.facts')}</p>
      {error && !data ? <FailureNotice error={error} retry={() => void refetch()} /> : null}
      {data ? (
        <ul className="id-sessions">
          {data
            .toSorted((a, b) => Number(b.current) - Number(a.current))
            .map(session => (
              <SessionItem key={session.id} session={session} end={() => revoke.ask([session])} />
            ))}
        </ul>
      ) : null}
      {!data && !error ? <Bones /> : null}
    </section>
  )
}

function SessionItem({ session, end }: { session: Session; end: () => void }) {
  const t = useIdentityTexts()
  const Icon = isHandheld(session.device) ? Smartphone : Monitor
  return (
    <li className="id-session">
      <Icon size={20} className="id-session__icon" aria-hidden />
      <div className="id-session__words">
        <strong title={session.device ?? undefined}>
          {deviceName(session.device) ?? t('device.unknown')}
          {session.current ? <StatusTag tone="success">{t('sessions.current')}</StatusTag> : null}
        </strong>
        <span>
          {t(`app.${session.app}`)} · {t('sessions.started', { time: formatDateTime(session.startedAt) })}
          {session.address ? ` · ${t('sessions.address', { address: session.address })}` : ''}
        </span>
      </div>
      <span className="id-session__seen">
        {t('sessions.seen')} <DateText at={session.lastSeenAt} as="relative" />
      </span>
      <ReasonButton onClick={end} reason={session.current ? t('sessions.endThis') : undefined}>
        {t('sessions.end')}
      </ReasonButton>
    </li>
  )
}

/** Asks, then ends one session, or all others at once. */
function useRevoke() {
  const t = useIdentityTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const { mutateAsync, isPending } = useMutation({
    mutationFn: async (session: Session | null) => {
      if (session) await call(identity.revokeSession, { params: { sessionId: session.id } })
      else await call(identity.endOtherSessions)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: KEY }),
  })
  const ask = async (sessions: Session[]) => {
    const [first] = sessions
    if (!first) return
    const one = sessions.length === 1
    const sure = await modal.confirm({
      title: one ? t('sessions.endOne.title') : t('sessions.endAll.title', { count: sessions.length }),
      content: one
        ? t('sessions.endOne.text', { device: deviceName(first.device) ?? t('device.unknown') })
        : t('sessions.endAll.text'),
      okText: one ? t('sessions.end') : t('sessions.endOthers'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
    })
    if (!sure) return
    await mutateAsync(one ? first : null).then(
      () => void message.success(t('sessions.ended')),
      error => void message.error(`${t('sessions.endFailed')} · ${explain(error)}`),
    )
  }
  return { ask: (sessions: Session[]) => void ask(sessions), isPending }
}

function Bones() {
  const t = useConsoleTexts()
  const slow = useDelayed(true)
  if (!slow) return null
  return <div className="c-bone" style={{ height: 160 }} role="status" aria-label={t('states.loading')} />
}
