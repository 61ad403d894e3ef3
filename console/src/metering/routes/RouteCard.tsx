import { metering } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { useCan } from '../../session.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { useMeterTexts } from '../texts.ts'
import { type RouteDetail, renewRoutes, routeKey, whereOf } from './route.ts'
import { useRouteTexts } from './texts.ts'
import '../../billing/billing.css'
import '../../registry/registry.css'
import '../../registry/vehicles/vehicles.css'

const RouteForm = lazy(async () => ({ default: (await import('./RouteForm.tsx')).RouteForm }))

/** One route: who walks it, and its meters in order. */
export function RouteCard({ routeId, close }: { routeId: string; close: () => void }) {
  const t = useRouteTexts()
  const meters = useMeterTexts()
  const { data, error, refetch } = useQuery({
    queryKey: routeKey(routeId),
    queryFn: ({ signal }) => call(metering.readRoute, { params: { routeId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const facts = [
    [t('community'), data.communityName],
    [t('kind'), meters(`kind.${data.kind}`)],
    [t('reader'), data.readerName ?? t('nobody')],
    [t('count'), t('countOf', { count: data.meterCount })],
  ] as const
  return (
    <div className="c-sections">
      <FactList facts={facts} />
      <Actions route={data} close={close} />
      <section>
        <h2>{t('meters')}</h2>
        {data.meters.length === 0 ? <p className="c-sections__none">{t('noStops')}</p> : <Stops of={data} />}
      </section>
    </div>
  )
}

function Stops({ of }: { of: RouteDetail }) {
  const t = useRouteTexts()
  return (
    <table className="c-lines" aria-label={t('meters')}>
      <thead>
        <tr>
          <th scope="col">{t('place')}</th>
          <th scope="col">{t('meter')}</th>
          <th scope="col" className="c-lines__text">
            {t('where')}
          </th>
        </tr>
      </thead>
      <tbody>
        {of.meters.map((meter, index) => (
          <tr key={meter.id}>
            <td>{index + 1}</td>
            <th scope="row">{meter.code}</th>
            <td className="c-lines__text">{whereOf(meter)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Actions({ route, close }: { route: RouteDetail; close: () => void }) {
  const t = useRouteTexts()
  const { modal, message } = App.useApp()
  const explain = useRefusalText()
  const [editing, setEditing] = useState(false)
  const reason = useCan('metering.rounds.manage') ? undefined : t('noManage')
  const { name, version } = route
  const remove = async () => {
    try {
      await call(metering.removeRoute, { params: { routeId: route.id }, body: { version } })
      close()
      renewRoutes()
      void message.success(t('removed', { name }))
    } catch (error) {
      void message.error(explain(error as Error))
    }
  }
  const ask = () =>
    modal.confirm({
      ...{ title: t('removeAsk', { name }), content: t('removeText'), okText: t('remove'), onOk: remove },
      okButtonProps: { danger: true },
    })
  return (
    <div className="vh-actions">
      <ReasonButton type="primary" reason={reason} onClick={() => setEditing(true)}>
        {t('edit')}
      </ReasonButton>
      <ReasonButton danger reason={reason} onClick={ask}>
        {t('remove')}
      </ReasonButton>
      <Suspense fallback={null}>
        {editing ? (
          <RouteForm
            community={{ id: route.communityId, name: route.communityName }}
            route={route}
            close={() => setEditing(false)}
            done={changed => {
              renewRoutes(changed)
              setEditing(false)
              void message.success(t('saved', { name: changed.name }))
            }}
          />
        ) : null}
      </Suspense>
    </div>
  )
}
