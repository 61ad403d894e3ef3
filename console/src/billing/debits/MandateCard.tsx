import { billing } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { Eye } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { OrderPhotos } from '../../service-desk/OrderPhotos.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { MANDATE_TONES, type MandateDetail, mandateQuery } from './debits.ts'
import { useDebitTexts } from './texts.ts'
import '../requests/requests.css'

const MandateForm = lazy(async () => ({ default: (await import('./MandateForm.tsx')).MandateForm }))
const EndMandate = lazy(async () => ({ default: (await import('./EndMandate.tsx')).EndMandate }))
const RevealDialog = lazy(async () => ({
  default: (await import('../../platform/reveal/RevealDialog.tsx')).RevealDialog,
}))

/** In the drawer's head: change it, end it. */
export function MandateActions({ mandateId }: { mandateId: string }) {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const { data } = useQuery(mandateQuery(mandateId))
  const [asking, setAsking] = useState<'edit' | 'end'>()
  if (!data) return null
  const reason = gate ?? (data.state === 'ended' ? t('mandate.isEnded') : null)
  const close = () => setAsking(undefined)
  return (
    <>
      <GatedButton size="small" reason={reason} onClick={() => setAsking('edit')}>
        {t('edit')}
      </GatedButton>
      <GatedButton size="small" danger reason={reason} onClick={() => setAsking('end')}>
        {t('end')}
      </GatedButton>
      <OnceOpen open={asking === 'edit'}>
        <MandateForm key={data.version} mandate={data} open={asking === 'edit'} close={close} />
      </OnceOpen>
      <OnceOpen open={asking === 'end'}>
        <EndMandate mandate={data} open={asking === 'end'} close={close} />
      </OnceOpen>
    </>
  )
}

/** One mandate: whose account, for what, the signed paper, and what became of it. */
export function MandateCard({ mandateId }: { mandateId: string }) {
  const t = useDebitTexts()
  const { data, error, refetch } = useQuery(mandateQuery(mandateId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="rq-sections">
      <Facts of={data} />
      {data.photos.length > 0 ? (
        <section>
          <h2>{t('paper')}</h2>
          <OrderPhotos photos={data.photos} what={t('paper')} />
        </section>
      ) : null}
      <section>
        <h2>{t('history')}</h2>
        <RecordHistory route={billing.mandateHistory} params={{ mandateId }} nameOf={field => fieldName(t, field)} />
      </section>
    </div>
  )
}

const FIELDS = {
  payerName: 'payer',
  holderName: 'holder',
  bankName: 'bank',
  accountMasked: 'account',
  agreementNumber: 'agreement',
  signedOn: 'signedOn',
  validFrom: 'validFrom',
  validUntil: 'validUntil',
  itemNames: 'items',
  remark: 'remark',
  photos: 'paper',
  endReason: 'end',
} as const

function fieldName(t: ReturnType<typeof useDebitTexts>, field: string): string {
  return field in FIELDS ? t(FIELDS[field as keyof typeof FIELDS]) : field
}

function Facts({ of }: { of: MandateDetail }) {
  const t = useDebitTexts()
  const rows: [string, ReactNode][] = [
    [
      t('state'),
      <StatusTag key="state" tone={MANDATE_TONES[of.state]}>
        {t(`mandate.${of.state}`)}
      </StatusTag>,
    ],
    [t('premises'), `${of.communityName} ${of.premisesLabel}`],
    [t('holder'), of.holderName],
    [t('bank'), of.bankName],
    [t('account'), <Account key="account" of={of} />],
    [t('agreement'), of.agreementNumber ?? '–'],
    [t('payer'), of.payerName ?? t('payer.any')],
    [t('items'), of.itemNames?.join(t('comma')) ?? t('items.all')],
    [t('signedOn'), of.signedOn],
    [t('valid'), `${of.validFrom} – ${of.validUntil ?? t('valid.open')}`],
    [t('state.in-flight'), <MoneyText key="flight" fen={of.inFlightFen} sign />],
    [t('recorded'), `${of.createdByName} · ${formatDateTime(of.createdAt)}`],
  ]
  if (of.remark) rows.push([t('remark'), of.remark])
  if (of.endedAt)
    rows.push([t('end'), `${of.endReason ?? ''}（${of.endedByName ?? ''} ${formatDateTime(of.endedAt)}）`])
  return (
    <dl className="c-facts">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Account({ of }: { of: MandateDetail }) {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const [asking, setAsking] = useState(false)
  const [shown, setShown] = useState<string>()
  return (
    <>
      <span className="c-number">{shown ?? of.accountMasked}</span>{' '}
      {shown ? (
        <Button size="small" type="link" onClick={() => setShown(undefined)}>
          {t('hide')}
        </Button>
      ) : (
        <GatedButton size="small" icon={<Eye size={14} aria-hidden />} reason={gate} onClick={() => setAsking(true)}>
          {t('reveal')}
        </GatedButton>
      )}
      {asking ? (
        <Suspense fallback={null}>
          <RevealDialog
            name={of.holderName}
            open
            close={() => setAsking(false)}
            ask={async reason => {
              const { accountNumber } = await call(billing.revealMandate, {
                params: { mandateId: of.id },
                body: { reason },
              })
              setShown(accountNumber)
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}
