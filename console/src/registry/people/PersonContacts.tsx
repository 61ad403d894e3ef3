import { MaskedNumber } from './MaskedNumber.tsx'
import type { PersonDetail, Revealed } from './people.ts'
import { usePersonTexts } from './person-texts.ts'

/** Phones, contacts and pets of somebody. */
export function PersonContacts({ of, revealed }: { of: PersonDetail; revealed: Revealed | undefined }) {
  const t = usePersonTexts()
  const phoneOf = (id: string) => revealed?.phones.find(phone => phone.id === id)?.number
  const contactOf = (id: string) => revealed?.contacts.find(contact => contact.id === id)?.phone
  return (
    <div className="rg-sections">
      <section>
        <h3>{t('phones')}</h3>
        {of.phones.length === 0 ? <p className="rg-none">{t('phones.none')}</p> : null}
        <ul className="rg-plain">
          {of.phones.map(phone => (
            <li key={phone.id}>
              <MaskedNumber masked={phone.numberMasked} full={phoneOf(phone.id)} what={t('phone.number')} />{' '}
              <small className="rg-quiet">
                {[
                  t(`phone.${phone.kind}`),
                  phone.primary ? t('phone.primary') : null,
                  phone.verifiedAt ? t('phone.verified') : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{of.type === 'organisation' ? t('organisationContacts') : t('contacts')}</h3>
        {of.contacts.length === 0 ? <p className="rg-none">{t('contacts.none')}</p> : null}
        <ul className="rg-plain">
          {of.contacts.map(contact => (
            <li key={contact.id}>
              {contact.name} <small className="rg-quiet">{contact.relation}</small>{' '}
              <MaskedNumber masked={contact.phoneMasked} full={contactOf(contact.id)} what={t('contact.phone')} />
            </li>
          ))}
        </ul>
      </section>
      {of.type === 'person' ? (
        <section>
          <h3>{t('pets')}</h3>
          {of.pets.length === 0 ? <p className="rg-none">{t('pets.none')}</p> : null}
          <ul className="rg-plain">
            {of.pets.map(pet => (
              <li key={pet.id}>
                {pet.name}{' '}
                <small className="rg-quiet">
                  {[
                    t(`pet.${pet.species}`),
                    pet.breed,
                    pet.licenceNumber ? `${t('pet.licence')} ${pet.licenceNumber}` : null,
                    pet.vaccinatedOn ? `${t('pet.vaccinated')} ${pet.vaccinatedOn}` : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </div>
  )
}
