import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { BadgeCheck } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { listKey } from '../../shell/list/index.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { type Run, runWord } from './run.ts'
import { useRunTexts } from './texts.ts'

/** Approves the drafts as they are seen here; where no setting asks for it there is no button. */
export function ApproveButton({ run }: { run: Run }) {
  const t = useRunTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const gate = useGate('billing.bills.approve')
  const key = useRef(newId())
  const approve = useMutation({
    mutationFn: () =>
      call(billing.approveBillRun, {
        params: { billRunId: run.id },
        body: { totalFen: run.totalFen },
        idempotencyKey: key.current,
      }),
    onSuccess: approved => {
      message.success(t('approveDone'))
      queryClient.setQueryData([billing.listBillRuns.path, 'one', run.id], approved)
      void queryClient.invalidateQueries({ queryKey: listKey(billing.listBillRuns) })
    },
    onError: error => message.error(`${t('approveFailed')} · ${explain(error)}`, 6),
  })
  if (run.approval === 'none' || runWord(run) === 'nothing' || run.state === 'issued') return null
  const own = run.approval === 'somebody-else' && run.mine ? t('approveOwn') : null
  const notNow = run.state === 'generated' ? (run.approvedAt ? t('approvedAlready') : own) : t('approveNotYet')
  const ask = () =>
    modal.confirm({
      title: t('approveTitle', { count: run.billCount.toLocaleString('en'), sum: formatFen(run.totalFen) }),
      content: t('approveText'),
      okText: t('approve'),
      width: 480,
      onOk: () => approve.mutateAsync().catch(() => undefined),
    })
  return (
    <GatedButton
      icon={<BadgeCheck size={14} aria-hidden />}
      reason={notNow ?? gate}
      loading={approve.isPending}
      onClick={() => void ask()}
    >
      {t('approve')}
    </GatedButton>
  )
}
