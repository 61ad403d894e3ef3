import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useMutation } from '@tanstack/react-query'
import { App } from 'antd'
import { Send } from 'lucide-react'
import { useRef } from 'react'
import { v7 as newId } from 'uuid'
import { call, queryClient } from '../../api.ts'
import { useRefusalText } from '../../refusal.ts'
import { listKey } from '../../shell/list/index.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { type Run, runWord } from './run.ts'
import { useRunTexts } from './texts.ts'

/** Issues the drafts of a run; the question names how many and how much before anything happens. */
export function IssueButton({ run }: { run: Run }) {
  const t = useRunTexts()
  const explain = useRefusalText()
  const { modal, message } = App.useApp()
  const gate = useGate('billing.bills.issue')
  const key = useRef(newId())
  const words = { count: run.billCount.toLocaleString('en'), sum: formatFen(run.totalFen) }
  const issue = useMutation({
    mutationFn: () => call(billing.issueBillRun, { params: { billRunId: run.id }, idempotencyKey: key.current }),
    onSuccess: issuing => {
      message.success(t('issueDone', { count: words.count }))
      queryClient.setQueryData([billing.listBillRuns.path, 'one', run.id], issuing)
      void queryClient.invalidateQueries({ queryKey: listKey(billing.listBillRuns) })
      void queryClient.invalidateQueries({ queryKey: listKey(billing.listBills) })
    },
    onError: error => message.error(`${t('issueFailed')} · ${explain(error)}`, 6),
  })
  const notNow = {
    generating: t('notYet'),
    generated: null,
    waiting: t('approveFirst'),
    issuing: t('beingIssued'),
    issued: t('alreadyIssued'),
    failed: t('cannotIssue'),
    nothing: t('nothingToIssue'),
  }[runWord(run)]
  const ask = () =>
    modal.confirm({
      title: t('issueTitle', words),
      content: t('issueText'),
      okText: t('issueConfirm', words),
      width: 480,
      onOk: () => issue.mutateAsync().catch(() => undefined),
    })
  return (
    <GatedButton
      type="primary"
      icon={<Send size={14} aria-hidden />}
      reason={notNow ?? gate}
      loading={issue.isPending}
      onClick={() => void ask()}
    >
      {t('issue')}
    </GatedButton>
  )
}
