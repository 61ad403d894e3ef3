import { billing } from '@anju/contract'
import {
  Button,
  ButtonLink,
  ConfirmRow,
  EmptyState,
  formatDate,
  List,
  ListRow,
  Loaded,
  Page,
  Section,
  StatusTag,
  useBrowserNow,
  useToast,
} from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { BadgePercent } from 'lucide-react'
import { call } from '../api.ts'
import { Link } from '../navigation.ts'
import { useBack } from '../shell/back.ts'
import { useDiscountTexts } from './discount-texts.ts'
import { type DiscountApplication, discountsQuery, type MyDiscounts, renewDiscounts } from './discounts.ts'

const TONES = { waiting: 'warning', approved: 'success', rejected: 'danger', withdrawn: 'neutral' } as const

/** The discounts of my homes, and what I asked for. */
export function DiscountsPage() {
  const t = useDiscountTexts()
  const back = useBack('/bills')
  const mine = useQuery(discountsQuery)
  return (
    <Page title={t('title')} onBack={back} foot={mine.data ? <ApplyBar offers={mine.data.offers.length} /> : undefined}>
      <Loaded query={mine}>{data => <Content data={data} />}</Loaded>
    </Page>
  )
}

function ApplyBar({ offers }: { offers: number }) {
  const t = useDiscountTexts()
  return (
    <div className="aj-action-bar__main">
      {offers === 0 ? (
        <Button wide disabledReason={t('noOffers')}>
          {t('apply')}
        </Button>
      ) : (
        <ButtonLink wide render={link => <Link to="/discounts/new" {...link} />}>
          {t('apply')}
        </ButtonLink>
      )}
    </div>
  )
}

function Content({ data }: { data: MyDiscounts }) {
  const t = useDiscountTexts()
  const today = formatDate(new Date(useBrowserNow()).toISOString())
  const { grants, applications } = data
  if (grants.length === 0 && applications.length === 0)
    return <EmptyState icon={<BadgePercent aria-hidden="true" />} title={t('none')} text={t('noneText')} />
  const present = grants.filter(grant => grant.toOn >= today)
  return (
    <>
      <Grants title={t('grants')} grants={present} />
      {applications.length > 0 ? (
        <Section title={t('applications')}>
          {applications.map(application => (
            <ApplicationRow key={application.id} application={application} />
          ))}
        </Section>
      ) : null}
      <Grants title={t('ended')} grants={grants.filter(grant => grant.toOn < today)} />
    </>
  )
}

function Grants({ title, grants }: { title: string; grants: MyDiscounts['grants'] }) {
  const t = useDiscountTexts()
  if (grants.length === 0) return null
  return (
    <Section title={title}>
      <List label={title}>
        {grants.map(grant => (
          <ListRow
            key={grant.id}
            lead={<BadgePercent aria-hidden="true" />}
            title={grant.discountName}
            description={`${grant.premisesLabel} · ${t('days', { from: grant.fromOn, to: grant.toOn })}`}
          />
        ))}
      </List>
    </Section>
  )
}

function ApplicationRow({ application }: { application: DiscountApplication }) {
  const t = useDiscountTexts()
  const toast = useToast()
  const { id, discountName, premisesLabel, fromOn, toOn, askedAt, answer, state } = application

  async function withdraw(): Promise<void> {
    await call(billing.withdrawMyDiscountApplication, { params: { applicationId: id } })
    await renewDiscounts()
    toast(t('withdraw.done'))
  }

  const words = [premisesLabel, t('days', { from: fromOn, to: toOn }), t('asked', { date: formatDate(askedAt) })]
  if (answer) words.push(t('answer', { answer }))
  return (
    <List>
      <ListRow
        title={discountName}
        description={words.join(' · ')}
        value={<StatusTag tone={TONES[state]}>{t(`state.${state}`)}</StatusTag>}
      />
      {state === 'waiting' ? (
        <ConfirmRow
          title={t('withdraw')}
          question={t('withdraw.ask', { name: discountName })}
          text={t('withdraw.text')}
          onConfirm={withdraw}
        />
      ) : null}
    </List>
  )
}
