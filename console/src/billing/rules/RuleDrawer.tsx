import { billing } from '@anju/contract'
import { useLocale } from '@anju/ui'
import { App, Button } from 'antd'
import { Building, Calculator, House, Pencil, SearchX, Tag } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { queryClient } from '../../api.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { listKey } from '../../shell/list/index.ts'
import { Fact } from '../../shell/show/Facts.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { useDelayed } from '../../shell/states/useDelayed.ts'
import { todayHere } from '../../workforce/days.ts'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useBillingTexts } from '../texts.ts'
import { useGate } from '../useGate.ts'
import type { Rule } from '../useRules.ts'
import { Assignments } from './Assignments.tsx'
import { Prices } from './Prices.tsx'
import { useRuleTexts } from './texts.ts'
import { useRule } from './useRule.ts'
import '../billing.css'
import './rules.css'

const AssignDrawer = lazy(() => import('./AssignDrawer.tsx').then(module => ({ default: module.AssignDrawer })))
const BulkDrawer = lazy(() => import('./BulkDrawer.tsx').then(module => ({ default: module.BulkDrawer })))
const CreateRuleDrawer = lazy(() =>
  import('./CreateRuleDrawer.tsx').then(module => ({ default: module.CreateRuleDrawer })),
)
const HomeTrial = lazy(() => import('./HomeTrial.tsx').then(module => ({ default: module.HomeTrial })))
const PriceDrawer = lazy(() => import('./PriceDrawer.tsx').then(module => ({ default: module.PriceDrawer })))

interface RuleDrawerProps {
  id: string
  row: Rule | undefined
}

/** One rule: its formula in words, terms, prices, and where it is charged. */
export function RuleDrawer({ id, row }: RuleDrawerProps) {
  const t = useRuleTexts()
  const { rule, error, isPending, refetch } = useRule(id, row)
  const slow = useDelayed(!rule && isPending)
  if (rule) return <RuleSections rule={rule} />
  if (error) return <FailureNotice error={error} retry={() => void refetch()} />
  if (isPending) return slow ? <div className="c-bone" style={{ height: 320 }} /> : null
  return (
    <StatePage level="part" icon={SearchX} title={t('gone')}>
      {t('goneText')}
    </StatePage>
  )
}

function RuleSections({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const { locale } = useLocale()
  const { message } = App.useApp()
  const [pricing, setPricing] = useState(false)
  const gate = useGate('billing.rules.manage')
  const [editing, setEditing] = useState(false)
  const edited = (saved: Rule) => {
    setEditing(false)
    message.success(t('edited', { name: saved.name }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listRules) })
  }
  const priced = (from: string) => {
    setPricing(false)
    message.success(t('priceAdded', { date: from }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listRules) })
  }
  return (
    <div className="c-sections">
      <p className="c-rule__formula">{rule.formulaWords[locale]}</p>
      <div className="c-rule__terms">
        <Terms rule={rule} />
        <GatedButton
          size="small"
          icon={<Pencil size={12} aria-hidden />}
          reason={gate}
          onClick={() => setEditing(true)}
        >
          {t('edit')}
        </GatedButton>
      </div>
      <section>
        <h2>
          {t('prices')}
          <GatedButton size="small" icon={<Tag size={12} aria-hidden />} reason={gate} onClick={() => setPricing(true)}>
            {t('addPrice')}
          </GatedButton>
        </h2>
        <Prices rule={rule} />
      </section>
      <Assignments rule={rule} />
      <Trial rule={rule} />
      <OnceOpen open={editing}>
        <CreateRuleDrawer rule={rule} open={editing} close={() => setEditing(false)} done={edited} />
      </OnceOpen>
      <OnceOpen open={pricing}>
        <PriceDrawer rule={rule} open={pricing} close={() => setPricing(false)} done={priced} />
      </OnceOpen>
    </div>
  )
}

/** The rule tried on any home; asked for, so that nothing is worked out by looking. */
function Trial({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const gate = useGate('billing.bills.read')
  const [open, setOpen] = useState(false)
  if (open)
    return (
      <Suspense fallback={<div className="c-bone" style={{ height: 160 }} />}>
        <HomeTrial rule={rule} month={todayHere().slice(0, 7)} />
      </Suspense>
    )
  return (
    <section>
      <h2>
        {t('homeTrial')}
        <GatedButton
          size="small"
          icon={<Calculator size={12} aria-hidden />}
          reason={gate}
          onClick={() => setOpen(true)}
        >
          {t('homeTrialOpen')}
        </GatedButton>
      </h2>
    </section>
  )
}

function Terms({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  // A reading or a share is billed when it is there: nothing of it is paid in advance.
  const byUsage = rule.kind === 'metered' || rule.kind === 'pool'
  const words = useBillingTexts()
  return (
    <dl className="c-facts">
      <Fact name={t('item')}>{rule.itemName}</Fact>
      <Fact name={t('kind')}>{words(`kind.${rule.kind}`)}</Fact>
      <Fact name={t('cycle')}>
        {rule.cycleMonths === 1 ? words('monthly') : words('everyMonths', { count: rule.cycleMonths })}
        {byUsage ? null : ` · ${words(`timing.${rule.timing}`)}`}
      </Fact>
      <Fact name={t('due')}>{rule.dueDays === 0 ? t('dueAtOnce') : t('dueWords', { count: rule.dueDays })}</Fact>
      <Fact name={t('lineGrain')}>{t(`lineGrain.${rule.lineGrain}`)}</Fact>
      <Fact name={t('proration')}>{t(`proration.${rule.proration}`)}</Fact>
      <MoreTerms rule={rule} />
      <Fact name={t('effective')}>
        {rule.effectiveFrom} ~ {rule.effectiveTo ?? t('noEnd')}
      </Fact>
    </dl>
  )
}

/** Terms that differ from the usual. */
function MoreTerms({ rule }: { rule: Rule }) {
  const t = useRuleTexts()
  const meters = useMeterTexts()
  const { rounding, minimum, freeMonths, freeSpans, meterKind, tierTerms, penalty, rent } = rule
  const escalation = rent?.escalation
  const rate = penalty?.rate
  return (
    <>
      {escalation ? (
        <Fact name={t('escalates')}>
          {t('escalationWords', { months: escalation.everyMonths, percent: escalation.percent })}{' '}
          {t(`escalation.${escalation.mode}`)}
        </Fact>
      ) : null}
      {minimum ? <Fact name={t('minimum')}>¥{minimum}</Fact> : null}
      {freeMonths > 0 ? <Fact name={t('freeMonths')}>{freeMonths}</Fact> : null}
      {freeSpans.length > 0 ? (
        <Fact name={t('freeSpans')}>
          {freeSpans.map(({ from, to }) => (
            <div key={`${from}${to}`}>
              {from} ~ {to}
            </div>
          ))}
        </Fact>
      ) : null}
      {meterKind ? <Fact name={t('meterKind')}>{meters(`kind.${meterKind}`)}</Fact> : null}
      {tierTerms ? (
        <Fact name={t('tierSpan')}>
          {t(`tierSpan.${tierTerms.span}`)}
          {tierTerms.persons ? <div>{t('tierPersons', tierTerms.persons)}</div> : null}
        </Fact>
      ) : null}
      {rounding ? <Fact name={t('rounding')}>{t(`rounding.${rounding.mode}/${rounding.to}`)}</Fact> : null}
      {rate ? (
        <Fact name={t('penalized')}>
          {rate.by === 'day'
            ? t('penaltyDayWords', { percent: rate.percent })
            : t('penaltyLprWords', { times: rate.times })}
        </Fact>
      ) : null}
    </>
  )
}

/** In the drawer's head: the thing one opens a rule for. */
export function AssignButton({ id, row }: RuleDrawerProps) {
  const t = useRuleTexts()
  const { message } = App.useApp()
  const [assigning, setAssigning] = useState(false)
  const [bulk, setBulk] = useState(false)
  const gate = useGate('billing.rules.manage')
  const { rule } = useRule(id, row)
  if (!rule) return null
  const done = (premises: string) => {
    setAssigning(false)
    message.success(t('assignDone', { premises }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listRules) })
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listAssignments) })
  }
  const bulkDone = ({ added }: { added: number }) => {
    setBulk(false)
    message.success(t('bulkDone', { count: added.toLocaleString('en') }))
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listRules) })
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listAssignments) })
  }
  const face = { size: 'small', icon: <House size={14} aria-hidden /> } as const
  return (
    <>
      {gate ? (
        <GatedButton {...face} reason={gate}>
          {t('assign')}
        </GatedButton>
      ) : (
        <Button {...face} type="primary" onClick={() => setAssigning(true)}>
          {t('assign')}
        </Button>
      )}
      {gate ? null : (
        <Button size="small" icon={<Building size={14} aria-hidden />} onClick={() => setBulk(true)}>
          {t('bulk')}
        </Button>
      )}
      <OnceOpen open={bulk}>
        <BulkDrawer rule={rule} open={bulk} close={() => setBulk(false)} done={bulkDone} />
      </OnceOpen>
      <OnceOpen open={assigning}>
        <AssignDrawer rule={rule} open={assigning} close={() => setAssigning(false)} done={done} />
      </OnceOpen>
    </>
  )
}
