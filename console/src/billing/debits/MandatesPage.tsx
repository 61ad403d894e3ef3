import { billing } from '@anju/contract'
import { comma } from '@anju/ui'
import { Plus } from 'lucide-react'
import { lazy, useState } from 'react'
import { useCommunity } from '../../community.tsx'
import { useRealtime } from '../../realtime.ts'
import { type Column, DataTable, ExportButton, FilterBar, ListPage, useList } from '../../shell/list/index.ts'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useGate } from '../useGate.ts'
import { MANDATE_STATES, MANDATE_TONES, type Mandate, renewDebits } from './debits.ts'
import { MandateActions, MandateCard } from './MandateCard.tsx'
import { useDebitTexts } from './texts.ts'

const MandateForm = lazy(async () => ({ default: (await import('./MandateForm.tsx')).MandateForm }))

/** 代扣授权: who allows the bank to take what is owed for a home, from which account. */
export function MandatesPage() {
  const t = useDebitTexts()
  const gate = useGate('billing.debits.manage')
  const [signing, setSigning] = useState(false)
  useRealtime(['billing.mandateChanged', 'billing.debitsChanged'], renewDebits)
  const list = useList(billing.listMandates, {
    filters: ['text', 'state', 'premisesId'],
    query: { communityId: useCommunity().id },
    sort: '-signedOn',
  })
  const sign = (
    <GatedButton type="primary" icon={<Plus size={14} aria-hidden />} reason={gate} onClick={() => setSigning(true)}>
      {t('sign')}
    </GatedButton>
  )
  return (
    <ListPage>
      <PageHeader title={t('mandates')} facts={t('mandates.about')} actions={sign} />
      <FilterBar
        list={list}
        filters={[
          { kind: 'text', key: 'text', label: t('searchMandate'), placeholder: t('searchMandate.hint'), width: 220 },
          {
            ...{ kind: 'select', key: 'state', label: t('state') },
            options: MANDATE_STATES.map(value => ({ value, label: t(`mandate.${value}`) })),
          },
        ]}
        end={<ExportButton route={billing.exportMandates} query={list.query} name={t('mandates')} />}
      />
      <DataTable
        list={list}
        name={t('mandates')}
        columns={useColumns()}
        empty={{ title: t('mandates.none'), text: t('mandates.noneText'), action: sign }}
        drawer={{
          title: (_, row) => (row ? `${row.premisesLabel} · ${row.holderName}` : t('mandates')),
          extra: id => <MandateActions mandateId={id} />,
          render: id => <MandateCard key={id} mandateId={id} />,
        }}
      />
      <OnceOpen open={signing}>
        <MandateForm open={signing} close={() => setSigning(false)} />
      </OnceOpen>
    </ListPage>
  )
}

function useColumns(): Column<Mandate>[] {
  const t = useDebitTexts()
  return [
    {
      ...{ key: 'premises', title: t('premises'), width: 150, sort: 'premisesLabel' },
      render: row => row.premisesLabel,
    },
    {
      ...{ key: 'state', title: t('state'), width: 100 },
      render: row => <StatusTag tone={MANDATE_TONES[row.state]}>{t(`mandate.${row.state}`)}</StatusTag>,
    },
    { key: 'holder', title: t('holder'), width: 110, render: row => row.holderName },
    { key: 'bank', title: t('bank'), width: 180, sort: 'bankName', render: row => row.bankName },
    {
      ...{ key: 'account', title: t('account'), width: 110 },
      render: row => <span className="c-number">{row.accountMasked}</span>,
    },
    { key: 'payer', title: t('payer'), width: 110, render: row => row.payerName ?? t('payer.any') },
    { key: 'items', title: t('items'), width: 150, render: row => row.itemNames?.join(comma()) ?? t('items.all') },
    {
      ...{ key: 'signedOn', title: t('signedOn'), width: 110, sort: 'signedOn' },
      render: row => <span className="c-number">{row.signedOn}</span>,
    },
    {
      ...{ key: 'valid', title: t('valid'), width: 190 },
      render: row => (
        <span className="c-number">
          {row.validFrom} – {row.validUntil ?? t('valid.open')}
        </span>
      ),
    },
  ]
}
