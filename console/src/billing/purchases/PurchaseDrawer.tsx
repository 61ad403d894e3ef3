import { billing } from '@anju/contract'
import { formatDateTime, formatFen, formatMoney } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App } from 'antd'
import { Pencil } from 'lucide-react'
import { lazy, type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { RecordHistory } from '../../shell/show/RecordHistory.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { PurchaseState } from './PurchaseState.tsx'
import { type Purchase, purchaseQuery, renewPurchases } from './purchase.ts'
import { usePurchaseTexts } from './texts.ts'
import '../billing.css'

const PurchaseForm = lazy(async () => ({ default: (await import('./PurchaseForm.tsx')).PurchaseForm }))

/** One invoice of a supplier: what it says, what may be done with it, who changed it. */
export function PurchaseDrawer({ purchaseId }: { purchaseId: string }) {
  const t = usePurchaseTexts()
  const { data, error, refetch } = useQuery(purchaseQuery(purchaseId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="c-sections">
      <Facts of={data} />
      <Actions of={data} />
      <section>
        <h2>{t('history')}</h2>
        <RecordHistory
          route={billing.purchaseHistory}
          params={{ purchaseId }}
          nameOf={field => (field in FIELDS ? t(FIELDS[field as keyof typeof FIELDS]) : undefined)}
          show={(field, value) => (field === 'amountFen' ? formatMoney(Number(value)) : undefined)}
        />
      </section>
    </div>
  )
}

const FIELDS = {
  month: 'month',
  supplier: 'supplier',
  reference: 'reference',
  amountFen: 'amount',
  note: 'note',
  voidReason: 'reason',
} as const

function Facts({ of }: { of: Purchase }) {
  const t = usePurchaseTexts()
  const facts: [string, ReactNode][] = [
    [t('state'), <PurchaseState key="state" of={of} />],
    [t('community'), of.communityName],
    [t('item'), of.itemName],
    [t('month'), of.month],
    [t('supplier'), of.supplier],
    [t('reference'), of.reference],
    [t('amount'), <MoneyText key="amount" fen={of.amountFen} sign strong />],
  ]
  if (of.note) facts.push([t('note'), of.note])
  facts.push([t('createdBy'), `${of.createdByName ?? '–'} · ${formatDateTime(of.createdAt)}`])
  if (of.voidedAt) facts.push([t('reason'), `${of.voidReason ?? ''} · ${formatDateTime(of.voidedAt)}`])
  return <FactList facts={facts} />
}

function Actions({ of }: { of: Purchase }) {
  const t = usePurchaseTexts()
  const { message } = App.useApp()
  const gate = useGate('billing.rules.manage')
  const [open, setOpen] = useState<'edit' | 'void' | null>(null)
  if (of.voidedAt !== null) return null
  const reason = gate ?? (of.monthClosed ? t('closedHint', { month: of.month }) : null)
  return (
    <div className="bl-dunning__actions">
      <GatedButton icon={<Pencil size={14} aria-hidden />} reason={reason} onClick={() => setOpen('edit')}>
        {t('edit')}
      </GatedButton>
      <GatedButton danger reason={reason} onClick={() => setOpen('void')}>
        {t('void')}
      </GatedButton>
      <OnceOpen open={open === 'edit'}>
        <PurchaseForm
          purchase={of}
          community={{ id: of.communityId, name: of.communityName }}
          items={[]}
          month={of.month}
          open={open === 'edit'}
          close={() => setOpen(null)}
          done={changed => {
            setOpen(null)
            renewPurchases(changed)
            void message.success(t('saved', { reference: changed.reference }))
          }}
        />
      </OnceOpen>
      {open === 'void' ? <VoidForm of={of} close={() => setOpen(null)} /> : null}
    </div>
  )
}

function VoidForm({ of, close }: { of: Purchase; close: () => void }) {
  const t = usePurchaseTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, Purchase>
      open
      danger
      onClose={close}
      title={t('voidTitle', { reference: of.reference })}
      intro={t('voidIntro')}
      submitText={t('voidSubmit', { amount: formatFen(of.amountFen) })}
      submit={({ reason }, idempotencyKey) =>
        call(billing.voidPurchase, {
          ...{ params: { purchaseId: of.id }, body: { reason, version: of.version }, idempotencyKey },
        })
      }
      onDone={changed => {
        renewPurchases(changed)
        close()
        void message.success(t('voided'))
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
