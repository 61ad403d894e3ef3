import { addressOf, billing } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { FileSpreadsheet, Printer } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { DisclosedSheet } from './DisclosedSheet.tsx'
import { type Disclosure, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useQuarterWords } from './useQuarterWords.ts'
import '../billing.css'

/** What was published: as owners read it, as a sheet for the notice board, and taking it back. */
export function DisclosureCard({ disclosureId }: { disclosureId: string }) {
  const t = useFundTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readDisclosure.path, disclosureId],
    queryFn: ({ signal }) => call(billing.readDisclosure, { params: { disclosureId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  const facts: [string, ReactNode][] = [
    [t('community'), data.communityName],
    [t('publishedAt'), `${data.publishedByName} · ${formatDateTime(data.publishedAt)}`],
  ]
  if (data.note) facts.push([t('note'), data.note])
  if (data.withdrawnAt)
    facts.push([t('disclosure.withdrawn'), `${data.withdrawReason ?? ''} · ${formatDateTime(data.withdrawnAt)}`])
  return (
    <div className="c-sections">
      <FactList facts={facts} />
      <section>
        <h2>{t('publish.preview')}</h2>
        <DisclosedSheet content={data.content} kind={data.kind} />
      </section>
      <Actions of={data} />
    </div>
  )
}

function Actions({ of }: { of: Disclosure }) {
  const t = useFundTexts()
  const gate = useGate('billing.funds.publish')
  const [open, setOpen] = useState(false)
  const params = { disclosureId: of.id }
  return (
    <div className="bl-dunning__actions">
      <Button
        icon={<Printer size={14} aria-hidden />}
        href={addressOf(billing.disclosurePdf, { params })}
        target="_blank"
        rel="noreferrer"
      >
        {t('pdf')}
      </Button>
      <Button
        icon={<FileSpreadsheet size={14} aria-hidden />}
        href={addressOf(billing.disclosureWorkbook, { params })}
        download
      >
        {t('xlsx')}
      </Button>
      {of.withdrawnAt === null ? (
        <GatedButton danger reason={gate} onClick={() => setOpen(true)}>
          {t('disclosure.withdraw')}
        </GatedButton>
      ) : null}
      {open ? <Withdraw of={of} close={() => setOpen(false)} /> : null}
    </div>
  )
}

function Withdraw({ of, close }: { of: Disclosure; close: () => void }) {
  const t = useFundTexts()
  const { message } = App.useApp()
  const words = useQuarterWords()
  return (
    <FormDrawer<{ reason: string }, Disclosure>
      open
      danger
      onClose={close}
      title={t('disclosure.withdraw.title', { quarter: words(of.quarter) })}
      intro={t('disclosure.withdraw.intro')}
      submitText={t('disclosure.withdraw')}
      submit={({ reason }, idempotencyKey) =>
        call(billing.withdrawDisclosure, { params: { disclosureId: of.id }, body: { reason }, idempotencyKey })
      }
      onDone={() => {
        close()
        renewFunds()
        void message.success(t('disclosure.withdrawDone'))
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
