import { comma, DateText } from '@anju/ui'
import { CopyId } from '../../shell/show/CopyId.tsx'
import { useRegistryTexts } from '../texts.ts'
import { MaskedNumber } from './MaskedNumber.tsx'
import type { PersonDetail, Revealed } from './people.ts'
import { usePersonTexts } from './person-texts.ts'
import { Tags } from './Tags.tsx'
import { usePeopleTexts } from './texts.ts'

/** Everything known of a person or an organisation itself. */
export function PersonFactsList({ of, revealed }: { of: PersonDetail; revealed: Revealed | undefined }) {
  const t = usePersonTexts()
  const p = usePeopleTexts()
  const w = useRegistryTexts()
  const person = of.type === 'person'
  const facts = [
    [t('field.type'), t(`type.${of.type}`)],
    [w('field.phone'), <MaskedNumber key="p" masked={of.phoneMasked} full={revealed?.phone} what={w('field.phone')} />],
    [t('idType'), of.idType ? t(`idType.${of.idType}`) : null],
    [
      w('field.idNumber'),
      <MaskedNumber key="i" masked={of.idNumberMasked} full={revealed?.idNumber} what={w('field.idNumber')} />,
    ],
    ...(person
      ? [
          [w('field.sex'), of.sex ? p(`sex.${of.sex}`) : null],
          [t('birthday'), of.birthday],
        ]
      : [[t('legalRepresentative'), of.legalRepresentative]]),
    [t('formerNames'), of.formerNames.join(comma()) || null],
    [t('tags'), of.tags.length > 0 ? <Tags key="t" of={of.tags} /> : null],
    [t('email'), <MaskedNumber key="e" masked={of.emailMasked} full={revealed?.email} what={t('email')} />],
    [
      t('postalAddress'),
      <MaskedNumber key="a" masked={of.postalAddressMasked} full={revealed?.postalAddress} what={t('postalAddress')} />,
    ],
    [t('field.registeredIn'), of.communityName],
    [t('field.createdAt'), <DateText key="c" at={of.createdAt} />],
    [t('field.updatedAt'), <DateText key="u" at={of.updatedAt} />],
    [w('field.id'), <CopyId key="id" id={of.id} what={w('field.id')} />],
  ] as const
  return (
    <>
      <dl className="c-facts">
        {facts.map(([name, value]) => (
          <div key={String(name)}>
            <dt>{name}</dt>
            <dd>{value ?? <span className="c-none">{p('unknown')}</span>}</dd>
          </div>
        ))}
      </dl>
      {of.note ? (
        <section className="rg-note">
          <h3>{t('note')}</h3>
          <p>{of.note}</p>
        </section>
      ) : null}
    </>
  )
}
