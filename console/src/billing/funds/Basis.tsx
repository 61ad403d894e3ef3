import { billing } from '@anju/contract'
import { formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Form } from 'antd'
import { useEffect } from 'react'
import { call } from '../../api.ts'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import type { Fund } from './fund.ts'
import { useFundTexts } from './texts.ts'

interface BasisProps {
  fund: Fund
  deed: 'hand-over' | 'manage'
}

/** What the chosen months say: what was billed, collected and handed over, or what may be kept. */
export function Basis({ fund, deed }: BasisProps) {
  const form = Form.useFormInstance()
  const [from, to] = (Form.useWatch('months', form) as [string, string] | undefined) ?? []
  if (!from || !to) return null
  return deed === 'hand-over' ? (
    <HandOver fund={fund} from={from} to={to} />
  ) : (
    <Manage fund={fund} from={from} to={to} />
  )
}

interface MonthsProps {
  fund: Fund
  from: string
  to: string
}

function HandOver({ fund, from, to }: MonthsProps) {
  const t = useFundTexts()
  const query = { communityId: fund.communityId, itemId: fund.itemId ?? '', from, to }
  const { data, error, refetch } = useQuery({
    queryKey: [billing.previewHandOver.path, query],
    queryFn: ({ signal }) => call(billing.previewHandOver, { query, signal }),
  })
  useProposed(data && Math.min(data.remainsFen, data.spendableFen))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <Figures
      of={[
        [t('handOver.billed'), data?.billedFen],
        [t('handOver.collected'), data?.collectedFen],
        [t('handOver.handed'), data?.handedOverFen],
        [t('handOver.remains'), data?.remainsFen],
      ]}
    />
  )
}

function Manage({ fund, from, to }: MonthsProps) {
  const t = useFundTexts()
  const query = { communityId: fund.communityId, from, to }
  const { data, error, refetch } = useQuery({
    queryKey: [billing.previewManagement.path, query],
    queryFn: ({ signal }) => call(billing.previewManagement, { query, signal }),
  })
  useProposed(data?.amountFen)
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  return (
    <Figures
      of={[
        [t('manage.received'), data?.receivedFen],
        [t('manage.kept'), data?.keptBeforeFen],
        [t('manage.most', { percent: Number(data?.percent ?? fund.managementPercent) }), data?.amountFen],
      ]}
    />
  )
}

/** Fills in the amount that the months come to, until somebody types another. */
function useProposed(fen: number | undefined) {
  const form = Form.useFormInstance()
  useEffect(() => {
    if (fen === undefined || fen <= 0 || form.isFieldTouched('amount')) return
    form.setFieldValue('amount', formatFen(fen).replaceAll(',', ''))
  }, [fen, form])
}

function Figures({ of }: { of: readonly (readonly [name: string, fen: number | undefined])[] }) {
  return (
    <div className="fd-basis">
      <dl>
        {of.map(([name, fen], index) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{fen === undefined ? ' ' : <MoneyText fen={fen} sign strong={index === of.length - 1} />}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
