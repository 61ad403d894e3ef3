import { comma, formatDateTime, formatFen, numbered } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { FileList } from '../billing/funds/FileList.tsx'
import { DrawerBones } from '../registry/DrawerBones.tsx'
import { useCan } from '../session.tsx'
import { FactList } from '../shell/show/Facts.tsx'
import { MoneyText } from '../shell/show/MoneyText.tsx'
import { StatusTag, type Tone } from '../shell/show/StatusTag.tsx'
import { FailureNotice } from '../shell/states/FailureNotice.tsx'
import { usePermissionTexts } from '../texts/permissions.ts'
import { APPROVAL_TONES, type ApprovalDetail, approvalQuery } from './approvals.ts'
import { useApprovalWords } from './kind-words.ts'
import { useRequestWords } from './request-words.ts'
import { useApprovalTexts } from './texts.ts'
import './approvals.css'

/** One request: what it is about, who decides next, and what was decided and said. */
export function ApprovalCard({ requestId }: { requestId: string }) {
  const t = useApprovalTexts()
  const { data, error, refetch } = useQuery(approvalQuery(requestId))
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="ap-sections">
      <Head of={data} />
      {data.facts.length > 0 ? (
        <section>
          <h3>{t('keyFacts')}</h3>
          <Facts of={data} />
        </section>
      ) : null}
      {data.photos.length > 0 ? (
        <section>
          <h3>{t('photos')}</h3>
          <FileList files={data.photos} />
        </section>
      ) : null}
      <section>
        <h3>{t('chain')}</h3>
        <Chain of={data} />
      </section>
      <section>
        <h3>{t('history')}</h3>
        <History of={data} />
      </section>
    </div>
  )
}

function Head({ of }: { of: ApprovalDetail }) {
  const t = useApprovalTexts()
  const word = useApprovalWords()
  const mayRead = useCan('registry.premises.read')
  const place = of.premisesLabel ? `${of.communityName} ${of.premisesLabel}` : of.communityName
  const rows: [string, ReactNode][] = [
    [t('kind'), word(`kind.${of.kind}`)],
    [t('column.amount'), <MoneyText key="amount" fen={of.amountFen} sign strong />],
    [
      t('state'),
      <StatusTag key="state" tone={APPROVAL_TONES[of.state]}>
        {t(`state.${of.state}`)}
      </StatusTag>,
    ],
    [
      t('column.premises'),
      of.premisesId && mayRead ? (
        <Link key="place" to="/premises/$premisesId" params={{ premisesId: of.premisesId }}>
          {place}
        </Link>
      ) : (
        place
      ),
    ],
    [t('reason'), of.reason],
  ]
  return <FactList facts={rows} />
}

function Facts({ of }: { of: ApprovalDetail }) {
  const word = useApprovalWords()
  const say = useRequestWords()
  return (
    <table className="ap-facts">
      <tbody>
        {numbered(of.facts).map(({ thing: fact, place }) => (
          <tr key={place}>
            <th scope="row">{word(`fact.${fact.name}`)}</th>
            <td>{say(fact.text, fact.words)}</td>
            <td className="ap-facts__amount">{fact.fen === null ? null : <MoneyText fen={fact.fen} sign />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const STEP_TONES: Record<ApprovalDetail['chain'][number]['state'], Tone> = {
  approved: 'success',
  rejected: 'danger',
  waiting: 'warning',
  later: 'neutral',
}

function Chain({ of }: { of: ApprovalDetail }) {
  const t = useApprovalTexts()
  const permission = usePermissionTexts()
  return (
    <ol className="ap-chain">
      {of.chain.map((step, index) => {
        const number = index + 1
        const who =
          step.permission === null
            ? step.roleName
              ? t('step.byRole', { role: step.roleName })
              : t('step.roleGone')
            : permission(step.permission)
        const open = of.state === 'waiting' && index >= of.passed
        return (
          <li key={number}>
            <div className="ap-chain__head">
              <strong>{t('step.number', { number })}</strong>
              <StatusTag tone={STEP_TONES[step.state]}>{t(`step.state.${step.state}`)}</StatusTag>
            </div>
            <p>
              {who}
              {index > 0 ? ` · ${t('step.from', { amount: formatFen(step.fromFen) })}` : ''}
            </p>
            {open ? (
              <p className="ap-quiet">
                {step.deciders.length > 0
                  ? t('step.deciders', { names: step.deciders.join(comma()) })
                  : t('step.nobody')}
              </p>
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}

function History({ of }: { of: ApprovalDetail }) {
  const t = useApprovalTexts()
  const lines = [
    { id: 'asked', verdict: 'asked' as const, note: '', byName: of.askedByName, at: of.askedAt, step: null },
    ...of.decisions,
  ]
  return (
    <ol className="ap-history">
      {lines.map(line => (
        <li key={line.id}>
          <strong>{t(`verdict.${line.verdict}`)}</strong>
          {line.step === null ? null : <span>{t('step.number', { number: line.step + 1 })}</span>}
          <span className="ap-quiet">
            {line.byName} · <span className="c-number">{formatDateTime(line.at)}</span>
          </span>
          {line.note ? <p>{line.note}</p> : null}
        </li>
      ))}
    </ol>
  )
}
