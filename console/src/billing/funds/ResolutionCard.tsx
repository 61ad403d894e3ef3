import { billing } from '@anju/contract'
import { formatDateTime } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { FileList } from './FileList.tsx'
import { type Resolution, renewFunds } from './fund.ts'
import { useFundTexts } from './texts.ts'
import '../billing.css'

/** One resolution: who decided what, the votes, the paper, and what was spent on it. */
export function ResolutionCard({ resolutionId }: { resolutionId: string }) {
  const t = useFundTexts()
  const { data, error, refetch } = useQuery({
    queryKey: [billing.readResolution.path, resolutionId],
    queryFn: ({ signal }) => call(billing.readResolution, { params: { resolutionId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="c-sections">
      <Facts of={data} />
      {data.votes ? <Votes of={data.votes} /> : null}
      <section>
        <h2>{t('files')}</h2>
        <FileList files={data.files} none={t('noFiles')} />
      </section>
      {data.voidedAt === null ? <VoidResolution of={data} /> : null}
    </div>
  )
}

function Facts({ of }: { of: Resolution }) {
  const t = useFundTexts()
  const facts: [string, ReactNode][] = [
    [t('community'), of.communityName],
    [t('kind'), t(`kind.${of.kind}`)],
    [t('body'), t(`body.${of.body}`)],
    [t('number'), of.number],
    [t('subject'), of.subject],
    [t('decidedOn'), of.decidedOn],
    [t('limit'), of.limitFen === null ? t('limit.none') : <MoneyText key="limit" fen={of.limitFen} sign />],
    [
      t('used'),
      <Link key="used" to="/fund-requests" search={{ community: of.communityId, resolutionId: of.id }}>
        <MoneyText fen={of.usedFen} sign strong />
      </Link>,
    ],
    [t('createdBy'), `${of.createdByName} · ${formatDateTime(of.createdAt)}`],
  ]
  if (of.voidedAt) facts.push([t('resolution.voided'), `${of.voidReason ?? ''} · ${formatDateTime(of.voidedAt)}`])
  return <FactList facts={facts} />
}

function Votes({ of }: { of: NonNullable<Resolution['votes']> }) {
  const t = useFundTexts()
  const rows = [
    [t('votes.all'), of.heads, of.areaM2],
    [t('votes.part'), of.headsPart, of.areaPartM2],
    [t('votes.for'), of.headsFor, of.areaForM2],
  ] as const
  return (
    <section>
      <h2>{t('votes')}</h2>
      <table className="c-lines c-lines--amounts">
        <tbody>
          {rows.map(([name, heads, area]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{heads}</td>
              <td>{area} ㎡</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="c-sections__none">
        {t('votes.result', { heads: of.headsPercent ?? '–', area: of.areaPercent ?? '–' })}
      </p>
    </section>
  )
}

function VoidResolution({ of }: { of: Resolution }) {
  const t = useFundTexts()
  const { message } = App.useApp()
  const gate = useGate('billing.funds.manage')
  const [open, setOpen] = useState(false)
  return (
    <div className="bl-dunning__actions">
      <GatedButton danger reason={gate} onClick={() => setOpen(true)}>
        {t('resolution.void')}
      </GatedButton>
      {open ? (
        <FormDrawer<{ reason: string }, Resolution>
          open
          danger
          onClose={() => setOpen(false)}
          title={t('resolution.void.title', { number: of.number })}
          intro={t('resolution.void.intro')}
          submitText={t('resolution.void.submit')}
          submit={({ reason }, idempotencyKey) =>
            call(billing.voidResolution, {
              ...{ params: { resolutionId: of.id }, body: { reason, version: of.version }, idempotencyKey },
            })
          }
          onDone={() => {
            setOpen(false)
            renewFunds()
            void message.success(t('resolution.voided'))
          }}
        >
          <ReasonField label={t('reason')} missing={t('reasonMissing')} />
        </FormDrawer>
      ) : null}
    </div>
  )
}
