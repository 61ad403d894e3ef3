import { billing } from '@anju/contract'
import { comma, formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { lazy, type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { SealedText } from '../../platform/reveal/SealedText.tsx'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { OrderPhotos } from '../../service-desk/OrderPhotos.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
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

/** In the drawer's head: change it, end it. */
export function MandateActions({ mandateId }: { mandateId: string }) {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const { data } = useQuery(mandateQuery(mandateId))
  const [asking, setAsking] = useState<'edit' | 'end'>()
  // As it was when the form was opened: what somebody else changes meanwhile is a conflict, not a form that begins anew.
  const [edited, setEdited] = useState<MandateDetail>()
  if (!data) return null
  const reason = gate ?? (data.state === 'ended' ? t('mandate.isEnded') : null)
  const close = () => setAsking(undefined)
  return (
    <>
      <GatedButton
        size="small"
        reason={reason}
        onClick={() => {
          setEdited(data)
          setAsking('edit')
        }}
      >
        {t('edit')}
      </GatedButton>
      <GatedButton size="small" danger reason={reason} onClick={() => setAsking('end')}>
        {t('end')}
      </GatedButton>
      <OnceOpen open={asking === 'edit'}>
        <MandateForm key={`${edited?.id} ${edited?.version}`} mandate={edited} open={asking === 'edit'} close={close} />
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
    [t('items'), of.itemNames?.join(comma()) ?? t('items.all')],
    [t('signedOn'), of.signedOn],
    [t('valid'), `${of.validFrom} – ${of.validUntil ?? t('valid.open')}`],
    [t('state.in-flight'), <MoneyText key="flight" fen={of.inFlightFen} sign />],
    [t('recorded'), `${of.createdByName} · ${formatDateTime(of.createdAt)}`],
  ]
  if (of.remark) rows.push([t('remark'), of.remark])
  if (of.endedAt)
    rows.push([t('end'), [of.endReason, of.endedByName, formatDateTime(of.endedAt)].filter(Boolean).join(' · ')])
  return <FactList facts={rows} />
}

function Account({ of }: { of: MandateDetail }) {
  const t = useDebitTexts()
  const ask = async (reason: string) => {
    const params = { mandateId: of.id }
    return (await call(billing.revealMandate, { params, body: { reason } })).accountNumber
  }
  return (
    <SealedText
      masked={of.accountMasked}
      name={of.holderName}
      words={{ show: t('reveal'), hide: t('hide') }}
      gate={useGate('billing.debits.manage')}
      ask={ask}
    />
  )
}
