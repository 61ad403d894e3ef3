import { workforce } from '@anju/contract'
import { Button, Card, EmptyState, Loaded, Page, StatusTag, type Tone, useRefusalText, useToast } from '@anju/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowLeftRight } from 'lucide-react'
import { call } from '../api.ts'
import { NetworkState } from '../shell/NetworkState.tsx'
import { useBack } from '../shell/useBack.ts'
import { myDayQuery, mySwapsQuery, renewMine, type Swap } from './queries.ts'
import { StaleLine } from './StaleLine.tsx'
import { useWorkforceTexts } from './texts.ts'
import './workforce.css'

const TONES: Record<Swap['state'], Tone> = {
  ...{ asked: 'info', accepted: 'warning', approved: 'success', declined: 'danger', refused: 'danger' },
  withdrawn: 'neutral',
}

/** Swaps that I asked for, and that I am asked for. */
export function SwapsPage() {
  const t = useWorkforceTexts()
  const back = useBack('/shift')
  const swaps = useQuery(mySwapsQuery)
  const me = useQuery(myDayQuery).data?.data.employeeId
  return (
    <Page title={t('swaps')} onBack={back} action={<NetworkState />}>
      <Loaded query={swaps}>
        {known => (
          <>
            <StaleLine of={known} />
            {known.data.items.length === 0 ? (
              <EmptyState
                icon={<ArrowLeftRight aria-hidden="true" />}
                title={t('swap.none')}
                text={t('swap.noneText')}
              />
            ) : (
              <ul className="aj-stack" aria-label={t('swaps')}>
                {known.data.items.map(swap => (
                  <li key={swap.id}>
                    <SwapCard swap={swap} mine={swap.askerId === me} />
                  </li>
                ))}
              </ul>
            )}
          </>
        )}
      </Loaded>
    </Page>
  )
}

function SwapCard({ swap, mine }: { swap: Swap; mine: boolean }) {
  const t = useWorkforceTexts()
  const asked = { day: swap.askerDay.slice(5), shift: swap.askerShift }
  const given = swap.partnerDay ? { day: swap.partnerDay.slice(5), shift: swap.partnerShift ?? '' } : null
  const words = mine
    ? t('swap.mine', { name: swap.partnerName, ...asked }) + (given ? t('swap.exchange', given) : '')
    : t('swap.forMe', { name: swap.askerName, ...asked }) + (given ? t('swap.forMeExchange', given) : '')
  return (
    <Card>
      <p className="fi-request">
        <strong>{words}</strong> <StatusTag tone={TONES[swap.state]}>{t(`swap.${swap.state}`)}</StatusTag>
      </p>
      <p className="fi-intro">
        {swap.reason}
        {swap.note ? ` · ${swap.note}` : ''}
      </p>
      <SwapDeeds swap={swap} mine={mine} />
    </Card>
  )
}

function SwapDeeds({ swap, mine }: { swap: Swap; mine: boolean }) {
  const t = useWorkforceTexts()
  const toast = useToast()
  const explain = useRefusalText()
  const params = { swapId: swap.id }
  const { mutate, isPending } = useMutation({
    mutationFn: (deed: 'accept' | 'decline' | 'withdraw') =>
      deed === 'withdraw'
        ? call(workforce.withdrawSwap, { params })
        : call(workforce.answerSwap, { params, body: { accept: deed === 'accept' } }),
    onSuccess: () => {
      renewMine()
      toast(t('swap.done'))
    },
    onError: error => toast(explain(error), 'danger'),
  })
  const open = swap.state === 'asked' || swap.state === 'accepted'
  if (mine && open)
    return (
      <Button look="secondary" loading={isPending} onClick={() => mutate('withdraw')}>
        {t('swap.withdraw')}
      </Button>
    )
  if (mine || swap.state !== 'asked') return null
  return (
    <div className="fi-actions">
      <Button look="secondary" onClick={() => mutate('decline')}>
        {t('swap.decline')}
      </Button>
      <Button loading={isPending} onClick={() => mutate('accept')}>
        {t('swap.accept')}
      </Button>
    </div>
  )
}
