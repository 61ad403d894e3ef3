import { billing } from '@anju/contract'
import { comma, formatDateTime, formatFen } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { App } from 'antd'
import { FileStack } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { call } from '../../api.ts'
import { DrawerBones } from '../../registry/DrawerBones.tsx'
import { FormDrawer } from '../../shell/form/FormDrawer.tsx'
import { ReasonField } from '../../shell/form/ReasonField.tsx'
import { FactList } from '../../shell/show/Facts.tsx'
import { MoneyText } from '../../shell/show/MoneyText.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { cycleText } from '../cycle-text.ts'
import { GatedButton } from '../GatedButton.tsx'
import { useGate } from '../useGate.ts'
import { PoolStateTag } from './PoolStateTag.tsx'
import { billedIn, type PoolDetail, poolKey, renewPools } from './pool.ts'
import { Shares } from './Shares.tsx'
import { usePoolTexts } from './texts.ts'
import '../billing.css'

/** One shared cost: what it is, what may be done, and what every home bears. */
export function PoolDrawer({ poolId }: { poolId: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: poolKey(poolId),
    queryFn: ({ signal }) => call(billing.readPool, { params: { poolId }, signal }),
  })
  if (error && !data) return <FailureNotice error={error} retry={() => void refetch()} />
  if (!data) return <DrawerBones />
  return (
    <div className="c-sections">
      <Facts of={data} />
      <Actions of={data} />
      <Shares of={data} />
    </div>
  )
}

function Facts({ of }: { of: PoolDetail }) {
  const t = usePoolTexts()
  const facts: [string, ReactNode][] = [
    [t('state'), <PoolStateTag key="state" of={of} />],
    [t('community'), of.communityName],
    [
      t('rule'),
      <Link key="rule" to="/charge-rules" search={{ open: of.ruleId }}>
        {of.ruleName}
      </Link>,
    ],
    [t('days'), cycleText(of.fromOn, of.toOn)],
    [t('total'), <Cost key="total" of={of} />],
    [t('basis'), `${t(`basis.${of.basis}`)} · ${t(`basisHint.${of.basis}`)}`],
  ]
  if (of.meters.length > 0) facts.push([t('meters'), of.meters.map(({ code }) => code).join(comma())])
  if (of.exemptCount > 0) facts.push([t('exempt'), t(`exempt.${of.exempt}`)])
  if (of.note) facts.push([t('note'), of.note])
  facts.push([t('createdBy'), `${of.createdBy ?? '–'} · ${formatDateTime(of.createdAt)}`])
  if (of.voidedAt) facts.push([t('voidReason'), `${of.voidReason ?? ''} · ${formatDateTime(of.voidedAt)}`])
  return <FactList facts={facts} />
}

/** The cost, with the usage and price that it follows from. */
function Cost({ of }: { of: PoolDetail }) {
  return (
    <>
      {of.quantity === null ? null : (
        <span className="c-number">
          {of.quantity} {of.unit} × {of.unitPrice} ={' '}
        </span>
      )}
      <MoneyText fen={of.totalFen} sign strong />
    </>
  )
}

function Actions({ of }: { of: PoolDetail }) {
  const t = usePoolTexts()
  const navigate = useNavigate()
  const mayGenerate = useGate('billing.bills.generate')
  const mayManage = useGate('billing.rules.manage')
  const [voiding, setVoiding] = useState(false)
  if (of.voidedAt !== null) return null
  const month = billedIn(of.toOn)
  const billed = of.billCount > 0
  return (
    <div className="bl-dunning__actions">
      {billed ? (
        <Link to="/bills" search={{ ruleId: of.ruleId }}>
          {t('toBills')} {t('billCount', { count: of.billCount })}
        </Link>
      ) : (
        <>
          <GatedButton
            icon={<FileStack size={14} aria-hidden />}
            reason={mayGenerate}
            onClick={() =>
              void navigate({
                to: '/bill-runs/new',
                search: { from: month, to: month, rules: of.ruleId, community: of.communityId },
              })
            }
          >
            {t('toRun')}
          </GatedButton>
          <span>{t('runHint', { month })}</span>
        </>
      )}
      <GatedButton
        danger
        reason={mayManage ?? (billed ? t('hasBills', { count: of.billCount }) : null)}
        onClick={() => setVoiding(true)}
      >
        {t('void')}
      </GatedButton>
      {voiding ? <VoidForm of={of} close={() => setVoiding(false)} /> : null}
    </div>
  )
}

function VoidForm({ of, close }: { of: PoolDetail; close: () => void }) {
  const t = usePoolTexts()
  const { message } = App.useApp()
  return (
    <FormDrawer<{ reason: string }, PoolDetail>
      open
      danger
      onClose={close}
      title={t('voidTitle', { name: of.name })}
      intro={t('voidIntro')}
      submitText={t('voidSubmit', { amount: formatFen(of.totalFen) })}
      submit={({ reason }, idempotencyKey) =>
        call(billing.voidPool, { params: { poolId: of.id }, body: { reason, version: of.version }, idempotencyKey })
      }
      onDone={changed => {
        renewPools(changed)
        close()
        void message.success(t('voided'))
      }}
    >
      <ReasonField label={t('reason')} missing={t('reasonMissing')} />
    </FormDrawer>
  )
}
