import { billing } from '@anju/contract'
import { formatDateTime, formatMoney } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { Undo2 } from 'lucide-react'
import { type ReactNode, useRef, useState } from 'react'
import { v7 as newId } from 'uuid'
import { call } from '../../api.ts'
import { SealedText } from '../../platform/reveal/SealedText.tsx'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { useCan } from '../../session.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { StatusTag } from '../../shell/show/StatusTag.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { REQUEST_TONES } from '../requests/requests.ts'
import { useGate } from '../useGate.ts'
import { FileList } from './FileList.tsx'
import { FundShares } from './FundShares.tsx'
import { type FundRequest, type FundRequestDetail, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import { useFundName } from './useFundName.ts'
import '../billing.css'

/** One spending, hand-over or income: what it says, its papers, its approval and entry; and taking it back. */
export function RequestCard({ fundRequestId }: { fundRequestId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readFundRequest.path, fundRequestId],
    queryFn: ({ signal }) => call(billing.readFundRequest, { params: { fundRequestId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return <Card of={data} />
}

function Card({ of: data }: { of: FundRequestDetail }) {
  const t = useFundTexts()
  const [money, decision] = [useMoneyFacts(data), useDecisionFacts(data)]
  return (
    <div className="c-sections">
      <FactList facts={[...money, ...decision]} />
      {data.homes > 0 ? <FundShares fundRequestId={data.id} /> : null}
      <section>
        <h2>{t('files')}</h2>
        <FileList files={data.files} none={t('noFiles')} />
      </section>
      {data.deed === 'reversal' ? null : <Reverse of={data} />}
    </div>
  )
}

function useMoneyFacts(of: FundRequestDetail): [string, ReactNode][] {
  const t = useFundTexts()
  const name = useFundName()
  const facts: [string, ReactNode][] = [
    [t('account'), `${of.communityName} · ${name(of)}`],
    [t('deed'), t(`deed.${of.deed}`)],
    [t('amount'), <MoneyText key="amount" fen={of.amountFen} sign strong />],
  ]
  if (of.taxFen > 0) facts.push([t('tax'), <MoneyText key="tax" fen={of.taxFen} sign />])
  facts.push([t('purpose'), of.purpose])
  if (of.partyName) facts.push([t('party'), of.partyName])
  if (of.method) facts.push([t('method'), t(`method.${of.method}`)])
  if (of.partyAccountMasked) facts.push([t('bankAccount'), <PartyAccount key="account" of={of} />])
  if (of.fromMonth) facts.push([t('months'), `${of.fromMonth} – ${of.toMonth ?? ''}`])
  if (of.reference) facts.push([t('reference'), of.reference])
  if (of.resolutionId) facts.push([t('resolution'), <ToResolution key="resolution" of={of} />])
  return facts
}

function useDecisionFacts(of: FundRequestDetail): [string, ReactNode][] {
  const t = useFundTexts()
  const mayApprovals = useCan('approvals.requests.read')
  const mayEntries = useCan('ledger.entries.read')
  const facts: [string, ReactNode][] = [
    [
      t('state'),
      <StatusTag key="state" tone={REQUEST_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
    [t('asker'), `${of.askedByName} · ${formatDateTime(of.askedAt)}`],
  ]
  if (of.decidedByName) facts.push([t('decider'), of.decidedByName])
  if (of.appliedOn) facts.push([t('appliedOn'), of.appliedOn])
  if (of.requestId && mayApprovals)
    facts.push([
      t('approval'),
      <Link key="approval" to="/approvals" search={{ view: 'all', open: of.requestId }}>
        {t('openApproval')}
      </Link>,
    ])
  if (of.entryId && mayEntries)
    facts.push([
      t('entry'),
      <Link key="entry" to="/ledger-entries" search={{ community: of.communityId, open: of.entryId }}>
        {t('openEntry')}
      </Link>,
    ])
  if (of.reversesId)
    facts.push([
      t('reversalOf'),
      <Link key="original" to="/fund-requests" search={{ community: of.communityId, open: of.reversesId }}>
        {t('openOriginal')}
      </Link>,
    ])
  return facts
}

function ToResolution({ of }: { of: FundRequest }) {
  return (
    <Link to="/resolutions" search={{ community: of.communityId, open: of.resolutionId ?? undefined }}>
      {of.resolutionNumber}
    </Link>
  )
}

/** The account, masked until somebody who sends money there says why it must be seen. */
function PartyAccount({ of }: { of: FundRequest }) {
  const t = useFundTexts()
  const ask = async (reason: string) => {
    const params = { fundRequestId: of.id }
    return (await call(billing.revealFundParty, { params, body: { reason } })).partyAccount ?? '–'
  }
  return (
    <SealedText
      masked={of.partyAccountMasked}
      name={of.partyName}
      words={{ show: t('bankAccount.show'), hide: t('bankAccount.hide') }}
      gate={useGate('billing.funds.request')}
      ask={ask}
    />
  )
}

function Reverse({ of }: { of: FundRequest }) {
  const t = useFundTexts()
  const { message } = App.useApp()
  const gate = useGate('billing.funds.request')
  const [open, setOpen] = useState(false)
  const id = useRef(newId())
  const reason =
    of.reversal === 'approved'
      ? t('isReversed')
      : of.reversal === 'waiting'
        ? t('reversalWaiting')
        : of.state === 'approved'
          ? null
          : t('reverse.not')
  return (
    <div className="bl-dunning__actions">
      <GatedButton icon={<Undo2 size={14} aria-hidden />} reason={gate ?? reason} onClick={() => setOpen(true)}>
        {t('reverse')}
      </GatedButton>
      {open ? (
        <FormDrawer<{ reason: string }, FundRequest>
          open
          danger
          onClose={() => setOpen(false)}
          title={t('reverse.title', { amount: formatMoney(of.amountFen).replace('¥', '') })}
          intro={t('reverse.intro')}
          submitText={t('reverse.submit')}
          submit={({ reason: why }, idempotencyKey) =>
            call(billing.askFundReversal, {
              ...{ params: { fundRequestId: of.id }, body: { id: id.current, reason: why }, idempotencyKey },
            })
          }
          onDone={() => {
            id.current = newId()
            setOpen(false)
            renewFunds()
            void message.success(t('form.done'))
          }}
        >
          <ReasonField label={t('reason')} missing={t('reasonMissing')} />
        </FormDrawer>
      ) : null}
    </div>
  )
}
