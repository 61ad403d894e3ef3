import { registry } from '@anju/contract'
import { App } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { useRefusalText } from '../../refusal.ts'
import { useCan } from '../../session.tsx'
import { isPast, type LeaseDetail, renewLeases, useLease } from './lease.ts'
import { useLeaseTexts } from './texts.ts'

const EditDraftForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).EditDraftForm }))
const EditLeaseForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).EditLeaseForm }))
const RenewLeaseForm = lazy(async () => ({ default: (await import('./LeaseForms.tsx')).RenewLeaseForm }))
const SignForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).SignForm }))
const ReinstateForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).ReinstateForm }))
const TerminateForm = lazy(async () => ({ default: (await import('./KeepForms.tsx')).TerminateForm }))

type Deed = 'edit' | 'sign' | 'renew' | 'terminate' | 'reinstate'

/** What may be done with the open lease; what may not says why. */
export function LeaseActions({ leaseId, closeDrawer }: { leaseId: string; closeDrawer: () => void }) {
  const t = useLeaseTexts()
  const may = useCan('registry.leases.manage')
  const { data } = useLease(leaseId)
  const [doing, setDoing] = useState<Deed>()
  if (!data) return null
  const without = may ? undefined : t('noManage')
  const close = () => setDoing(undefined)
  const draft = data.status === 'draft'
  const renewing = whyNotRenewed(data, t)
  return (
    <div className="vh-actions">
      {draft ? (
        <DiscardButton lease={data} reason={without} done={closeDrawer} />
      ) : data.endedOn ? (
        <ReasonButton size="small" reason={without} onClick={() => setDoing('reinstate')}>
          {t('reinstate')}
        </ReasonButton>
      ) : (
        <ReasonButton
          size="small"
          danger
          reason={without ?? (isPast(data.status) ? t('terminate.over') : renewedReason(data, t))}
          onClick={() => setDoing('terminate')}
        >
          {t('terminate')}
        </ReasonButton>
      )}
      <ReasonButton size="small" reason={without} onClick={() => setDoing('edit')}>
        {t('edit')}
      </ReasonButton>
      {draft ? (
        <ReasonButton size="small" type="primary" reason={without} onClick={() => setDoing('sign')}>
          {t('sign')}
        </ReasonButton>
      ) : (
        <ReasonButton size="small" type="primary" reason={without ?? renewing} onClick={() => setDoing('renew')}>
          {t('renew')}
        </ReasonButton>
      )}
      <Suspense fallback={null}>
        {doing === 'edit' && draft ? <EditDraftForm lease={data} close={close} /> : null}
        {doing === 'edit' && !draft ? <EditLeaseForm lease={data} close={close} /> : null}
        {doing === 'renew' ? <RenewLeaseForm lease={data} close={close} /> : null}
        {doing === 'sign' ? <SignForm lease={data} close={close} /> : null}
        {doing === 'reinstate' ? <ReinstateForm lease={data} close={close} /> : null}
        {doing === 'terminate' ? <TerminateForm lease={data} close={close} /> : null}
      </Suspense>
    </div>
  )
}

type Texts = ReturnType<typeof useLeaseTexts>

function renewedReason(lease: LeaseDetail, t: Texts): string | undefined {
  return lease.renewedById ? t('renew.already', { number: lease.renewedByNumber ?? '' }) : undefined
}

function whyNotRenewed(lease: LeaseDetail, t: Texts): string | undefined {
  return lease.endedOn ? t('renew.over') : renewedReason(lease, t)
}

function DiscardButton({ lease, reason, done }: { lease: LeaseDetail; reason: string | undefined; done: () => void }) {
  const t = useLeaseTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const ask = () =>
    modal.confirm({
      title: t('discard.title', { number: lease.number }),
      content: t('discard.text'),
      okText: t('discard'),
      okButtonProps: { danger: true },
      cancelText: t('cancel'),
      onOk: async () => {
        try {
          await call(registry.discardLease, { params: { leaseId: lease.id }, body: { version: lease.version } })
        } catch (error) {
          void message.error(explain(error as Error))
          return
        }
        done()
        renewLeases()
        void message.success(t('discard.done'))
      },
    })
  return (
    <ReasonButton size="small" danger reason={reason} onClick={ask}>
      {t('discard')}
    </ReasonButton>
  )
}
