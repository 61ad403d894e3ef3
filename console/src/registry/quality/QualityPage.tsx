import { registry } from '@anju/contract'
import { DateText } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { App } from 'antd'
import { RefreshCw, ShieldCheck } from 'lucide-react'
import { call, queryClient } from '../../api.ts'
import { useCommunity } from '../../community.tsx'
import { ReasonButton } from '../../identity/ReasonButton.tsx'
import { PageHeader } from '../../shell/PageHeader.tsx'
import { FailureAlert } from '../../shell/states/FailureAlert.tsx'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { PageSkeleton } from '../../shell/states/PageSkeleton.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { CheckList } from './CheckList.tsx'
import { Findings } from './Findings.tsx'
import type { CheckCode, Overview } from './fix-address.ts'
import { useQualityTexts } from './texts.ts'
import './quality.css'

const overviewKey = (communityId: string | undefined) => [registry.qualityOverview.path, communityId]

/** What is missing, wrong or contradictory in the registry: the checks on the left, what one of them finds beside. */
export function QualityPage() {
  const t = useQualityTexts()
  const community = useCommunity()
  const search = useSearch({ strict: false })
  const { data, error, refetch } = useQuery({
    queryKey: overviewKey(community.id),
    queryFn: ({ signal }) => call(registry.qualityOverview, { query: { communityId: community.id }, signal }),
  })
  const check = data?.checks.find(one => one.code === search.check)?.code ?? worstOf(data)
  return (
    <div className="c-page c-page--list">
      <PageHeader
        title={t('quality')}
        facts={data?.countedAt ? <CountedAt at={data.countedAt} /> : t('quality.facts')}
        actions={<CountButton communityId={community.id} />}
      />
      {error && !data ? (
        <FailureNotice error={error} retry={() => void refetch()} />
      ) : !data ? (
        <PageSkeleton />
      ) : data.countedAt === null ? (
        <StatePage
          level="part"
          icon={ShieldCheck}
          title={t('never')}
          actions={<CountButton communityId={community.id} />}
        >
          {t('neverText')}
        </StatePage>
      ) : (
        <>
          <Scores overview={data} />
          <div className="ql-split">
            <CheckList checks={data.checks} chosen={check} />
            {check ? <Findings key={check} check={check} communityId={community.id} /> : null}
          </div>
        </>
      )}
    </div>
  )
}

/** What to look at first: the check with the most findings. */
function worstOf(overview: Overview | undefined): CheckCode | undefined {
  return overview?.checks.toSorted((a, b) => (b.findings ?? 0) - (a.findings ?? 0))[0]?.code
}

function CountedAt({ at }: { at: string }) {
  const t = useQualityTexts()
  const [before, after] = t('countedAt', { at: '\n' }).split('\n')
  return (
    <>
      {before}
      <DateText at={at} />
      {after}
    </>
  )
}

function CountButton({ communityId }: { communityId: string | undefined }) {
  const t = useQualityTexts()
  const { message } = App.useApp()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(registry.countQuality, { body: { communityId } }),
    onSuccess: overview => {
      queryClient.setQueryData(overviewKey(communityId), overview)
      void queryClient.invalidateQueries({ queryKey: [registry.listQualityFindings.path] })
      void message.success(t('counted'))
    },
  })
  return (
    <>
      <FailureAlert error={error} />
      <ReasonButton
        type="primary"
        icon={<RefreshCw size={14} aria-hidden />}
        reason={undefined}
        loading={isPending}
        onClick={() => mutate()}
      >
        {t('count')}
      </ReasonButton>
    </>
  )
}

/** The score of each community; a press goes into it. */
function Scores({ overview }: { overview: Overview }) {
  const t = useQualityTexts()
  const navigate = useNavigate()
  const { community } = useSearch({ strict: false })
  return (
    <section className="ql-scores" aria-label={t('scores')}>
      {overview.communities.map(({ id, name, score, findings }) => (
        <button
          key={id}
          type="button"
          className="ql-score"
          aria-pressed={id === community}
          onClick={() =>
            void navigate({ to: '.', search: ({ check }) => ({ check, community: id === community ? undefined : id }) })
          }
        >
          <strong>{name}</strong>
          <span className="c-number">{score === null ? t('noScore') : t('score', { score })}</span>
          <small>{findings > 0 ? t('problems', { count: findings }) : score === null ? '' : t('good')}</small>
        </button>
      ))}
    </section>
  )
}
