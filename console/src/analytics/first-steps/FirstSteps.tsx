import { billing, registry } from '@anju/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { call } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { useCan } from '../../session.tsx'
import { listKey } from '../../shell/list/index.ts'
import type { Dashboard } from '../figures.ts'
import { usePages } from '../usePages.ts'
import { type Found, PAGE_OF, type Step, stepsOf } from './steps.ts'
import { useStepTexts } from './texts.ts'
import './first-steps.css'

/** Where a workbook brings the same. */
const IMPORTED: readonly Step[] = ['places', 'people', 'owners', 'rules']
/** More rules than somebody has before the first is assigned. */
const RULES_LOOKED_AT = 50

/** The way from nothing to the first payment, for who begins: what is done, what is next, and where. */
export function FirstSteps({ dashboard }: { dashboard: Dashboard }) {
  const t = useStepTexts()
  const page = usePages()
  const steps = stepsOf(useFound(dashboard))
  const toImports = page('/imports')
  return (
    <section className="c-card an-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{t('title')}</h2>
      <p>{t('intro')}</p>
      <ol>
        {steps.map(({ step, done, next }) => (
          <li key={step} aria-current={next ? 'step' : undefined} data-done={done}>
            <span className="an-steps__mark">{done ? <CircleCheck size={20} aria-label={t('done')} /> : null}</span>
            <span className="an-steps__words">
              <strong>{t(step)}</strong>
              <span>{t(`${step}.text`)}</span>
            </span>
            <span className="an-steps__ways">
              {next && toImports && IMPORTED.includes(step) ? <Link to={toImports.to}>{t('import')}</Link> : null}
              <Way step={step} next={next} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Way({ step, next }: { step: Step; next: boolean }) {
  const t = useStepTexts()
  const mayOpen = useMayOpen()
  if (!mayOpen(step)) return <span className="an-steps__others">{t('others')}</span>
  return (
    <Link to={PAGE_OF[step]} className={next ? 'an-steps__next' : undefined}>
      {t(`go.${step}`)}
    </Link>
  )
}

/** The pages in the left bar are those that this person may open; a run begins where the runs are. */
function useMayOpen(): (step: Step) => boolean {
  const page = usePages()
  const mayBill = useCan('billing.bills.generate')
  const mayReadPlaces = useCan('registry.premises.read')
  return step => {
    if (step === 'bills') return mayBill
    if (step === 'community') return mayReadPlaces
    return page(PAGE_OF[step]) !== undefined
  }
}

/** What is there of the chosen community, or of all. */
function useFound(dashboard: Dashboard): Found {
  const { id: communityId, current, all } = useCommunity()
  const [mayReadPeople, mayReadRules] = [useCan('registry.people.read'), useCan('billing.rules.read')]
  const people = useQuery({
    queryKey: [...listKey(registry.listPeople), 'first-steps', communityId],
    enabled: mayReadPeople,
    queryFn: ({ signal }) => call(registry.listPeople, { query: { communityId, limit: 1 }, signal }),
  })
  const owners = useQuery({
    queryKey: [...listKey(registry.listPeople), 'first-steps', 'owner', communityId],
    enabled: mayReadPeople,
    queryFn: ({ signal }) => call(registry.listPeople, { query: { communityId, kind: 'owner', limit: 1 }, signal }),
  })
  const rules = useQuery({
    queryKey: [...listKey(billing.listRules), 'first-steps', communityId],
    enabled: mayReadRules,
    queryFn: ({ signal }) => call(billing.listRules, { query: { communityId, limit: RULES_LOOKED_AT }, signal }),
  })
  const communities = current ? [current] : all
  return {
    community: all.length,
    places: communities.reduce((sum, { premisesCount }) => sum + premisesCount, 0),
    people: people.data?.total ?? 0,
    owners: owners.data?.total ?? 0,
    rules: rules.data?.total ?? 0,
    assignments: rules.data?.items.reduce((sum, { assignmentCount }) => sum + assignmentCount, 0) ?? 0,
    bills: dashboard.receivableFen,
    payment: dashboard.collectedFen,
  }
}
