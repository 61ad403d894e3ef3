import type { portal, WireResponseOf } from '@anju/contract'
import { Card, comma, formatFen, List, ListRow, Loaded, Money, Page, Section } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import { HouseholdSwitch } from '../portal/HouseholdSwitch.tsx'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { NoHome } from '../portal/NoHome.tsx'
import { useBack } from '../shell/back.ts'
import { accountQuery } from './account.ts'
import { useAccountTexts } from './account-texts.ts'

type Account = WireResponseOf<typeof portal.readMyAccount>

/** What is prepaid for the chosen home and how it moved, and the deposits that are held. */
export function AccountPage() {
  const t = useAccountTexts()
  const back = useBack('/bills')
  const home = useQuery(myHomeQuery)
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={home}>{data => <Chosen home={data} />}</Loaded>
    </Page>
  )
}

function Chosen({ home }: { home: MyHome }) {
  const { household, choose } = useChosenHousehold(home.households)
  if (!household) return <NoHome />
  return (
    <>
      <HouseholdSwitch household={household} households={home.households} onChoose={choose} />
      <Kept premisesId={household.premisesId} />
    </>
  )
}

function Kept({ premisesId }: { premisesId: string }) {
  const account = useQuery(accountQuery(premisesId))
  return (
    <Loaded query={account}>
      {data => (
        <>
          <Prepaid account={data} />
          <Deposits account={data} />
          <Movements account={data} />
        </>
      )}
    </Loaded>
  )
}

function Prepaid({ account }: { account: Account }) {
  const t = useAccountTexts()
  return (
    <>
      <Card>
        <div className="re-sum">
          <span className="re-sum__word">{t('prepaid')}</span>
          <Money fen={account.prepaidFen} size="hero" />
        </div>
        {account.purses.length === 0 ? <p className="re-sum__word">{t('prepaidNone')}</p> : null}
      </Card>
      {account.purses.length > 0 ? (
        <List label={t('prepaid')}>
          {account.purses.map(purse => (
            <ListRow
              key={purse.id}
              title={purse.itemNames ? t('forItems', { items: purse.itemNames.join(comma()) }) : t('general')}
              value={<Money fen={purse.balanceFen} />}
            />
          ))}
        </List>
      ) : null}
    </>
  )
}

function Deposits({ account }: { account: Account }) {
  const t = useAccountTexts()
  return (
    <Section title={t('deposit')}>
      <List label={t('deposit')}>
        {account.deposits.length === 0 ? <ListRow title={t('depositNone')} /> : null}
        {account.deposits.map(one => {
          const words = [t('received', { date: one.receivedOn, amount: formatFen(one.receivedFen) })]
          if (one.deductedFen > 0) words.push(t('deducted', { amount: formatFen(one.deductedFen) }))
          if (one.refundedFen > 0) words.push(t('refunded', { amount: formatFen(one.refundedFen) }))
          return (
            <ListRow
              key={one.id}
              title={one.itemName}
              description={words.join(' · ')}
              value={<Money fen={one.heldFen} />}
            />
          )
        })}
      </List>
    </Section>
  )
}

function Movements({ account }: { account: Account }) {
  const t = useAccountTexts()
  if (account.movements.length === 0) return null
  return (
    <Section title={t('movements')}>
      <List label={t('movements')}>
        {account.movements.map(one => (
          <ListRow
            key={one.id}
            title={t(`kind.${one.kind}`)}
            description={`${one.movedOn} · ${t('balance', { amount: formatFen(one.balanceAfterFen) })}`}
            value={<Money fen={one.amountFen} />}
          />
        ))}
      </List>
    </Section>
  )
}
