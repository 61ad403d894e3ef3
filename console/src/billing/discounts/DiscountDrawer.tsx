import { approvals, billing } from '@anju/contract'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button } from 'antd'
import { House, Pencil, SearchX } from 'lucide-react'
import { lazy, useState } from 'react'
import { call, queryClient } from '../../api.ts'
import { useMeterTexts } from '../../metering/texts.ts'
import { OrderPhotos } from '../../service-desk/OrderPhotos.tsx'
import { useCan } from '../../session.tsx'
import { ExportButton, listKey } from '../../shell/list/index.ts'
import { FailureNotice } from '../../shell/states/FailureNotice.tsx'
import { StatePage } from '../../shell/states/StatePage.tsx'
import { GatedButton } from '../GatedButton.tsx'
import { OnceOpen } from '../OnceOpen.tsx'
import { useTakeBack } from '../TakeBack.tsx'
import { useGate } from '../useGate.ts'
import type { Discount } from './discount.ts'
import { EndForm, type Grant, GrantForm, type Outcome } from './GrantForms.tsx'
import { useDiscountTexts } from './texts.ts'
import '../billing.css'
import '../rules/rules.css'

const DiscountForm = lazy(() => import('./DiscountForm.tsx').then(module => ({ default: module.DiscountForm })))

/** One discount: what it leaves to pay over time, and the premises that have it. */
export function DiscountDrawer({ discount }: { discount: Discount | undefined }) {
  const t = useDiscountTexts()
  if (discount) return <Sections discount={discount} />
  return (
    <StatePage level="part" icon={SearchX} title={t('gone')}>
      {t('goneText')}
    </StatePage>
  )
}

/** What it is, since when it leaves what to pay, and what it asks of who pays ahead. */
function Terms({ discount }: { discount: Discount }) {
  const t = useDiscountTexts()
  return (
    <dl className="c-facts">
      <div>
        <dt>{t('kind')}</dt>
        <dd>{t(`kind.${discount.kind}`)}</dd>
      </div>
      {discount.kind === 'prepay' ? (
        <>
          <div>
            <dt>{t('minMonths')}</dt>
            <dd>{discount.minMonths}</dd>
          </div>
          <div>
            <dt>{t('untilOn')}</dt>
            <dd>{discount.untilOn ?? t('untilOnAny')}</dd>
          </div>
        </>
      ) : null}
      {discount.versions.map(version => (
        <div key={version.effectiveFrom}>
          <dt>{version.effectiveFrom}</dt>
          <dd>
            {t('percent')} {version.percent}%{version.capYuan ? ` · ${t('cap')} ${version.capYuan}` : ''}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Sections({ discount }: { discount: Discount }) {
  const t = useDiscountTexts()
  const { message } = App.useApp()
  const [open, setOpen] = useState<'edit' | 'grant' | null>(null)
  const gate = useGate('billing.rules.manage')
  const renew = (words: string) => {
    setOpen(null)
    message.success(words)
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listDiscounts) })
    void queryClient.invalidateQueries({ queryKey: listKey(billing.listDiscountGrants) })
  }
  return (
    <div className="c-sections">
      <div className="c-rule__terms">
        <Terms discount={discount} />
        <GatedButton size="small" icon={<Pencil size={12} aria-hidden />} reason={gate} onClick={() => setOpen('edit')}>
          {t('edit')}
        </GatedButton>
      </div>
      {discount.kind === 'prepay' ? (
        <p className="c-form__note">{t('prepayNote')}</p>
      ) : (
        <section>
          <h2>
            {t('grants')}
            <GatedButton
              size="small"
              icon={<House size={12} aria-hidden />}
              reason={gate}
              onClick={() => setOpen('grant')}
            >
              {t('grant')}
            </GatedButton>
          </h2>
          {discount.needsApproval ? <Waiting discount={discount} /> : null}
          <Grants
            discount={discount}
            mayEnd={gate === null}
            ended={({ requestId }) => renew(t(requestId === null ? 'ended' : 'waits'))}
          />
        </section>
      )}
      <OnceOpen open={open === 'edit'}>
        <DiscountForm
          discount={discount}
          open={open === 'edit'}
          close={() => setOpen(null)}
          done={saved => renew(t('saved', { name: saved.name }))}
        />
      </OnceOpen>
      <OnceOpen open={open === 'grant'}>
        <GrantForm
          discount={discount}
          open={open === 'grant'}
          close={() => setOpen(null)}
          done={({ grant }) => renew(grant ? t('grantedDone', { premises: grant.premisesLabel }) : t('waits'))}
        />
      </OnceOpen>
    </div>
  )
}

/** That somebody else approves, and where what waits is. */
function Waiting({ discount }: { discount: Discount }) {
  const t = useDiscountTexts()
  const mayRead = useCan('approvals.requests.read')
  const { communityId } = discount
  const filter = { kind: 'billing.discount', state: 'waiting' } as const
  const query = useQuery({
    queryKey: [...listKey(approvals.listApprovals), 'discounts', communityId],
    enabled: mayRead,
    queryFn: ({ signal }) =>
      call(approvals.listApprovals, { query: { ...filter, view: 'all', communityId, limit: 1 }, signal }),
  })
  const count = query.data?.total ?? 0
  return (
    <p className="c-form__note">
      {t('needsApproval')}{' '}
      {count > 0 ? (
        <Link to="/approvals" search={{ ...filter, view: 'all' }}>
          {t('waiting', { count })}
        </Link>
      ) : null}
    </p>
  )
}

interface GrantsProps {
  discount: Discount
  mayEnd: boolean
  ended: (outcome: Outcome) => void
}

function Grants({ discount, mayEnd, ended }: GrantsProps) {
  const t = useDiscountTexts()
  const [ending, setEnding] = useState<Grant | null>(null)
  const query = useInfiniteQuery({
    queryKey: [...listKey(billing.listDiscountGrants), discount.id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(billing.listDiscountGrants, { query: { discountId: discount.id, cursor: pageParam, limit: 20 }, signal }),
    getNextPageParam: page => page.next ?? undefined,
  })
  const rows = query.data?.pages.flatMap(page => page.items) ?? []
  if (query.error && rows.length === 0) return <FailureNotice error={query.error} retry={() => void query.refetch()} />
  if (query.data && rows.length === 0) return <p className="c-sections__none">{t('noGrants')}</p>
  return (
    <>
      <ExportButton
        small
        route={billing.exportDiscountGrants}
        query={{ discountId: discount.id }}
        name={`${discount.name} · ${t('grants')}`}
      />
      <table className="c-lines" aria-label={t('grants')}>
        <thead>
          <tr>
            <th scope="col">{t('premises')}</th>
            <th scope="col">{t('days')}</th>
            <th scope="col" className="c-lines__text c-lines__wrap">
              {t('reason')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(grant => (
            <GrantRow key={grant.id} grant={grant} mayEnd={mayEnd} end={() => setEnding(grant)} />
          ))}
        </tbody>
      </table>
      {query.hasNextPage ? (
        <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
      {ending ? (
        <EndForm
          grant={ending}
          waits={discount.needsApproval}
          close={() => setEnding(null)}
          done={outcome => {
            setEnding(null)
            ended(outcome)
          }}
        />
      ) : null}
    </>
  )
}

function GrantRow({ grant, mayEnd, end }: { grant: Grant; mayEnd: boolean; end: () => void }) {
  const t = useDiscountTexts()
  const meters = useMeterTexts()
  const takeBack = useTakeBack()
  const remove = () =>
    takeBack({
      title: t('takeBackTitle', { premises: grant.premisesLabel }),
      content: t('takeBackText'),
      work: idempotencyKey =>
        call(billing.removeDiscountGrant, {
          params: { grantId: grant.id },
          query: { version: grant.version },
          idempotencyKey,
        }),
      renew: [listKey(billing.listDiscountGrants), listKey(billing.listDiscounts)],
    })
  const by = grant.endedBy
  const used = by ? { meter: meters(`kind.${by.kind}`), used: by.used, from: by.fromOn, to: by.toOn } : null
  return (
    <tr>
      <th scope="row">{grant.premisesLabel}</th>
      <td className="c-lines__days">
        {grant.fromOn}
        <br />
        {grant.toOn}
      </td>
      <td className="c-lines__text c-lines__wrap">
        {grant.reason} <small>{grant.grantedByName}</small>
        {used ? <p className="c-form__note">{t('endedByUse', used)}</p> : null}
        {grant.photos.length > 0 ? <OrderPhotos photos={grant.photos} what={t('evidence')} /> : null}
      </td>
      <td>
        {mayEnd ? (
          <div className="c-lines__deeds">
            <Button type="link" size="small" onClick={end}>
              {t('end')}
            </Button>
            <Button type="link" size="small" danger onClick={remove}>
              {t('takeBack')}
            </Button>
          </div>
        ) : null}
      </td>
    </tr>
  )
}
