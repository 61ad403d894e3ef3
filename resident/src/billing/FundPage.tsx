import { portal, type WireResponseOf } from '@anju/contract'
import { Card, EmptyState, formatFen, List, ListRow, Loaded, Money, Page, Section } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { KeyRound, Landmark } from 'lucide-react'
import { call } from '../api.ts'
import { useChosenHousehold } from '../portal/chosen-household.ts'
import { HouseholdSwitch } from '../portal/HouseholdSwitch.tsx'
import { type MyHome, myHomeQuery } from '../portal/my-home.ts'
import { NoHome } from '../portal/NoHome.tsx'
import { useBack } from '../shell/back.ts'
import { useFundTexts } from './fund-texts.ts'

type Fund = WireResponseOf<typeof portal.readMyFund>

/** What the chosen home has in the maintenance fund, and how it moved: for its owners. */
export function FundPage() {
  const t = useFundTexts()
  const back = useBack('/bills')
  const home = useQuery(myHomeQuery)
  return (
    <Page title={t('title')} onBack={back}>
      <Loaded query={home}>{data => <Chosen home={data} />}</Loaded>
    </Page>
  )
}

function Chosen({ home }: { home: MyHome }) {
  const t = useFundTexts()
  const { household, choose } = useChosenHousehold(home.households)
  if (!household) return <NoHome />
  return (
    <>
      <HouseholdSwitch household={household} households={home.households} onChoose={choose} />
      {household.kind === 'owner' ? (
        <OfHome premisesId={household.premisesId} />
      ) : (
        <EmptyState icon={<KeyRound aria-hidden="true" />} title={t('notOwner')} text={t('notOwnerText')} />
      )}
    </>
  )
}

function OfHome({ premisesId }: { premisesId: string }) {
  const fund = useQuery({
    queryKey: ['my', 'fund', premisesId],
    queryFn: ({ signal }) => call(portal.readMyFund, { query: { premisesId }, signal }),
  })
  return <Loaded query={fund}>{data => <Kept fund={data} />}</Loaded>
}

function Kept({ fund }: { fund: Fund }) {
  const t = useFundTexts()
  if (fund.movements.length === 0 && fund.missingFen === 0)
    return <EmptyState icon={<Landmark aria-hidden="true" />} title={t('none')} text={t('noneText')} />
  return (
    <>
      <Card>
        <div className="re-sum">
          <span className="re-sum__word">{t('balance')}</span>
          <Money fen={fund.balanceFen} size="hero" />
        </div>
        {fund.missingFen > 0 && fund.topUpLineFen !== null ? (
          <p className="re-sum__word">
            {t('missing', { line: formatFen(fund.topUpLineFen), missing: formatFen(fund.missingFen) })}
          </p>
        ) : null}
      </Card>
      <List label={t('balance')}>
        <ListRow title={t('received')} value={<Money fen={fund.receivedFen} />} />
        <ListRow title={t('income')} value={<Money fen={fund.incomeFen} />} />
        <ListRow title={t('spent')} value={<Money fen={fund.spentFen} />} />
        {fund.firstDepositFen === null ? null : (
          <ListRow
            title={t('firstDeposit', { area: fund.areaM2 ?? '' })}
            value={<Money fen={fund.firstDepositFen} />}
          />
        )}
      </List>
      <Movements fund={fund} />
      <p className="re-sum__word">{t('about')}</p>
    </>
  )
}

function Movements({ fund: { movements, movementCount } }: { fund: Fund }) {
  const t = useFundTexts()
  if (movements.length === 0) return null
  return (
    <Section title={t('movements')}>
      <List label={t('movements')}>
        {movements.map(one => {
          const what = t(`what.${one.what}`)
          return (
            <ListRow
              key={`${one.id}${one.what}`}
              title={one.isTakenBack ? t('takenBack', { what }) : what}
              description={t('line', { on: one.movedOn, words: one.words })}
              value={<Money fen={one.amountFen} />}
            />
          )
        })}
      </List>
      {movementCount > movements.length ? (
        <p className="re-sum__word">{t('more', { shown: movements.length, count: movementCount })}</p>
      ) : null}
    </Section>
  )
}
