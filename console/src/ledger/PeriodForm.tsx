import { ledger } from '@anju/contract'
import { App } from 'antd'
import { call, queryClient } from '../api.ts'
import { FormDrawer } from '../shell/form/FormDrawer.tsx'
import { ReasonField } from '../shell/form/ReasonField.tsx'
import { listKey } from '../shell/list/index.ts'
import { ClosingPreview } from './ClosingPreview.tsx'
import type { Period } from './PeriodsPage.tsx'
import { useLedgerTexts } from './texts.ts'

/** Closes an open month; opens a closed one again, with the reason. */
export function ChangeForm({ period, close }: { period: Period; close: () => void }) {
  const t = useLedgerTexts()
  const { message } = App.useApp()
  const reopening = period.state === 'closed'
  const names = { community: period.communityName, month: period.month }
  const submit = ({ reason }: { reason: string }, idempotencyKey: string) =>
    reopening
      ? call(ledger.reopenPeriod, { params: { periodId: period.id }, body: { reason }, idempotencyKey })
      : call(ledger.closePeriod, {
          body: { id: idempotencyKey, communityId: period.communityId, month: period.month },
          idempotencyKey,
        })
  return (
    <FormDrawer<{ reason: string }, { id: string }>
      open
      onClose={close}
      title={t(reopening ? 'reopenTitle' : 'closeTitle', names)}
      intro={t(reopening ? 'reopenText' : 'closeText', names)}
      submitText={t(reopening ? 'reopenTitle' : 'closeTitle', names)}
      danger={reopening}
      initialValues={{}}
      submit={submit}
      onDone={() => {
        close()
        message.success(t(reopening ? 'reopenedDone' : 'closed', names))
        for (const route of [ledger.listPeriods, ledger.listEntries, ledger.readTrialBalance])
          void queryClient.invalidateQueries({ queryKey: listKey(route) })
      }}
    >
      {reopening ? (
        <ReasonField label={t('reason')} missing={t('reasonMissing')} />
      ) : (
        <ClosingPreview communityId={period.communityId} month={period.month} />
      )}
    </FormDrawer>
  )
}
