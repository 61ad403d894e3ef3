import { formatFen, List, ListRow, Money, Section } from '@anju/ui'
import { useQuery } from '@tanstack/react-query'
import { Landmark, PiggyBank } from 'lucide-react'
import { Link } from '../navigation.ts'
import type { Household } from '../portal/my-home.ts'
import { accountQuery } from './account.ts'
import { useAccountTexts } from './account-texts.ts'
import { useFundTexts } from './fund-texts.ts'
import { PenaltyWords } from './PenaltyWords.tsx'

/**
 * Under the bills to pay: penalties as of today, and the way to what is prepaid and held, and for owners to the maintenance fund. Silent while
 * it is not known.
 */
export function AccountRows({ household: { premisesId, kind } }: { household: Household }) {
  const t = useAccountTexts()
  const fund = useFundTexts()
  const { data } = useQuery(accountQuery(premisesId))
  if (!data) return null
  const { prepaidFen, depositFen } = data
  const kept = prepaidFen > 0 || depositFen > 0
  return (
    <>
      {data.penaltyFen > 0 ? (
        <Section title={t('penalty')}>
          <List label={t('penalty')}>
            <ListRow
              title={t('penalty')}
              description={t('penaltyTo', { date: data.asOf })}
              value={<Money fen={data.penaltyFen} />}
            />
          </List>
          <PenaltyWords penalties={data.penalties} />
        </Section>
      ) : null}
      <List>
        <ListRow
          lead={<PiggyBank aria-hidden="true" />}
          title={t('title')}
          description={
            kept ? t('row', { prepaid: formatFen(prepaidFen), deposit: formatFen(depositFen) }) : t('rowNone')
          }
          render={row => <Link to="/account" {...row} />}
        />
        {kind === 'owner' ? (
          <ListRow
            lead={<Landmark aria-hidden="true" />}
            title={fund('title')}
            description={fund('row')}
            render={row => <Link to="/fund" {...row} />}
          />
        ) : null}
      </List>
    </>
  )
}
