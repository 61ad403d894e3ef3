import { devices } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Button, Tabs } from 'antd'
import { Inbox } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call } from '../api.ts'
import { ReasonButton } from '../identity/ReasonButton.tsx'
import { useRefusalText } from '../refusal.ts'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { RecordHistory } from '../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { type Gateway, renewGateways, useGateway } from './gateway.ts'
import { useDeviceTexts } from './texts.ts'
import './devices.css'

const EditGateway = lazy(async () => ({ default: (await import('./GatewayForms.tsx')).EditGateway }))
const RenewKey = lazy(async () => ({ default: (await import('./GatewayForms.tsx')).RenewKey }))
const CloseGateway = lazy(async () => ({ default: (await import('./GatewayForms.tsx')).CloseGateway }))

interface OpenGatewayProps {
  id: string
  /** undefined where it is not on the page of the list. */
  row: Gateway | undefined
}

/** What the open gateway is called. */
export function GatewayTitle({ id, row }: OpenGatewayProps) {
  const t = useDeviceTexts()
  return useGateway(id, row).gateway?.name ?? t('gateways')
}

/** One gateway: what is known of it, a way to its messages, and who changed what. */
export function GatewayCard({ id, row }: OpenGatewayProps) {
  const { gateway, error, refetch } = useGateway(id, row)
  if (gateway) return <Sections gateway={gateway} />
  return error ? <FailureNotice error={error} retry={() => void refetch()} /> : <DrawerBones />
}

function Sections({ gateway }: { gateway: Gateway }) {
  const t = useDeviceTexts()
  const navigate = useNavigate()
  const facts = [
    [t('field.community'), gateway.communityName],
    [t('field.state'), t(`gateway.${gateway.state}`)],
    [t('field.key'), `…${gateway.keyHint}`],
    [t('field.heard'), gateway.lastHeardAt ? formatDateTime(gateway.lastHeardAt) : t('never')],
    [t('field.waiting'), gateway.waiting],
    [t('field.refused'), gateway.refused],
    [t('field.created'), `${gateway.createdByName} · ${formatDateTime(gateway.createdAt)}`],
    [t('field.notes'), gateway.notes || '–'],
  ] as const
  const basics = (
    <>
      <FactList facts={facts} />
      <div className="dv-actions">
        <Button
          icon={<Inbox size={14} aria-hidden />}
          onClick={() => void navigate({ to: '/gateways/messages', search: { gatewayId: gateway.id } })}
        >
          {t('toMessages')}
        </Button>
        <Retake gateway={gateway} />
      </div>
    </>
  )
  const names: Record<string, string | undefined> = {
    ...{ name: t('field.name'), notes: t('field.notes'), keyHint: t('field.key'), state: t('field.state') },
  }
  const history = (
    <RecordHistory
      route={devices.gatewayHistory}
      params={{ gatewayId: gateway.id }}
      nameOf={field => names[field]}
      show={(field, value) => (field === 'state' ? t(`gateway.${value as Gateway['state']}`) : undefined)}
    />
  )
  return (
    <Tabs
      className="rg-tabs"
      items={[
        { key: 'basic', label: t('tab.basic'), children: basics },
        { key: 'history', label: t('tab.history'), children: history },
      ]}
      destroyOnHidden
    />
  )
}

function Retake({ gateway }: { gateway: Gateway }) {
  const t = useDeviceTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  const may = useCan('devices.gateways.manage')
  const retake = useMutation({
    mutationFn: () => call(devices.retakeMessages, { params: { gatewayId: gateway.id }, body: {} }),
    onSuccess: ({ count }) => {
      renewGateways()
      void message.success(t('retake.done', { count }))
    },
    onError: error => void message.error(explain(error)),
  })
  const reason = may ? (gateway.refused > 0 ? undefined : t('retake.none')) : t('noManage')
  return (
    <ReasonButton reason={reason} loading={retake.isPending} onClick={() => retake.mutate()}>
      {t('retake', { count: gateway.refused })}
    </ReasonButton>
  )
}

/** What may be done to the open gateway. */
export function GatewayActions({ id, row }: OpenGatewayProps) {
  const { gateway } = useGateway(id, row)
  return gateway ? <Actions gateway={gateway} /> : null
}

function Actions({ gateway }: { gateway: Gateway }) {
  const t = useDeviceTexts()
  const may = useCan('devices.gateways.manage')
  const [doing, setDoing] = useState<'edit' | 'renew' | 'close'>()
  const close = () => setDoing(undefined)
  const reason = may ? (gateway.state === 'closed' ? t('gateway.closed') : undefined) : t('noManage')
  return (
    <div className="dv-bar">
      <ReasonButton reason={reason} onClick={() => setDoing('close')}>
        {t('close')}
      </ReasonButton>
      <ReasonButton reason={reason} onClick={() => setDoing('renew')}>
        {t('renew')}
      </ReasonButton>
      <ReasonButton type="primary" reason={reason} onClick={() => setDoing('edit')}>
        {t('edit')}
      </ReasonButton>
      <Suspense fallback={null}>
        {doing === 'edit' ? <EditGateway gateway={gateway} close={close} /> : null}
        {doing === 'renew' ? <RenewKey gateway={gateway} close={close} /> : null}
        {doing === 'close' ? <CloseGateway gateway={gateway} close={close} /> : null}
      </Suspense>
    </div>
  )
}
