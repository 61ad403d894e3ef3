import { billing } from '@anju/contract'
import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { App, Dropdown } from 'antd'
import { ChevronDown } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { listKey } from '../../shell/list/index.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { type Bill, useBill } from './BillDrawer.tsx'
import { useBillTexts } from './texts.ts'

const BillForms = lazy(() => import('./BillForms.tsx').then(forms => ({ default: forms.BillForm })))

export type Deed = 'void' | 'hold' | 'readdress' | 'freeze'

function renew() {
  void queryClient.invalidateQueries({ queryKey: listKey(billing.listBills) })
  void queryClient.invalidateQueries({ queryKey: [billing.billHistory.path] })
}

/** Does something that asks for nothing more, and says that it is done. */
function useDeed(deed: () => Promise<unknown>, done: string) {
  const t = useBillTexts()
  const explain = useRefusalText()
  const { message } = App.useApp()
  return useMutation({
    mutationFn: deed,
    onSuccess: () => {
      message.success(done)
      renew()
    },
    onError: error => message.error(`${t('failed')} · ${explain(error)}`, 6),
  })
}

/** In the drawer's head: void, hold or release, somebody else pays, and the household looked at again. */
export function BillActions({ id }: { id: string }) {
  const t = useBillTexts()
  const gate = useGate('billing.bills.correct')
  const navigate = useNavigate()
  const { data: bill } = useBill(id)
  const [deed, setDeed] = useState<Deed | null>(null)
  const release = useDeed(() => call(billing.releaseBill, { params: { billId: id } }), t('releaseDone'))
  const thaw = useDeed(() => call(billing.thawPenalty, { params: { billId: id } }), t('thawDone'))
  if (!bill) return null
  if (gate)
    return (
      <GatedButton size="small" reason={gate}>
        {t('more')}
      </GatedButton>
    )
  const choose = (key: string) => {
    if (key === 'release') release.mutate()
    else if (key === 'thaw') thaw.mutate()
    else if (key === 'recheck')
      void navigate({
        to: '/bill-runs/new',
        search: {
          community: bill.communityId,
          premises: bill.premisesId,
          correct: bill.cycleStart.slice(0, 7),
        },
      })
    else setDeed(key as Deed)
  }
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{ items: deedsOf(bill, t), onClick: ({ key }) => choose(key) }}
        placement="bottomRight"
      >
        <GatedButton size="small" reason={null} loading={release.isPending || thaw.isPending}>
          {t('more')}
          <ChevronDown size={14} aria-hidden />
        </GatedButton>
      </Dropdown>
      {deed ? (
        <Suspense>
          <BillForms
            bill={bill}
            deed={deed}
            close={() => setDeed(null)}
            done={() => {
              setDeed(null)
              renew()
            }}
          />
        </Suspense>
      ) : null}
    </>
  )
}

/** What may be done with a bill; what may not says why. */
function deedsOf(bill: Bill, t: ReturnType<typeof useBillTexts>) {
  const isDraft = bill.state === 'draft'
  const isWhole = bill.state === 'issued' && bill.amountFen > 0 && bill.settledFen === 0 && !bill.isVoided
  const isOwed = bill.state === 'issued' && bill.outstandingFen > 0
  const why = bill.amountFen < 0 ? t('isRed') : t('onlyUnpaid')
  const entry = (key: string, label: string, open: boolean, danger = false) => ({
    ...{ key, label, danger, disabled: !open },
    title: open ? undefined : why,
  })
  return [
    bill.isHeld ? entry('release', t('release'), true) : entry('hold', t('hold'), isOwed),
    bill.penaltyFreeze
      ? entry('thaw', t('thaw'), true)
      : entry('freeze', t('freeze'), isOwed && bill.amountFen > 0 && bill.kind !== 'penalty'),
    entry('readdress', t('readdress'), isWhole && bill.kind !== 'penalty'),
    entry('recheck', t('recheck'), true),
    entry('void', isDraft ? t('deleteDraft') : t('void'), isDraft || (isWhole && bill.kind !== 'penalty'), true),
  ]
}
