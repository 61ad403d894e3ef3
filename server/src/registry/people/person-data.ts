import type { PersonalData } from '../../platform/personal-data.ts'
import { collectPersonData } from './collect-person-data.ts'
import { erasePerson, hindersErasing, phonesOfPerson } from './erase-person.ts'

/** How the registry tells and erases what it keeps about a person. */
export const registryData: PersonalData = {
  collect: collectPersonData,
  phonesOf: phonesOfPerson,
  hinders: hindersErasing,
  erase: erasePerson,
  tables: {
    'registry.person': 'erased',
    'registry.person_phone': 'erased',
    'registry.person_contact': 'erased',
    'registry.person_field_value': 'erased',
    'registry.person_tag': 'erased',
    'registry.person_merge': 'erased',
    'registry.duplicate_pair': 'erased',
    'registry.pet': 'erased',
    'registry.vehicle': 'erased',
    'registry.vehicle_field_value': 'erased',
    'registry.vehicle_application': 'erased',
    'registry.replacement_plate': 'erased',
    'registry.occupancy': { kept: 'who lived where when, under the pseudonym: the history of a home' },
    'registry.occupancy_correction': { kept: 'ids and days of a corrected stay; names nobody' },
    'registry.space_lease': { kept: 'a contract, under the pseudonym' },
    'registry.lease_party': { kept: 'a contract, under the pseudonym' },
    'registry.community': { kept: 'the contact of a community is staff' },
  },
}
