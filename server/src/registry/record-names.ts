import { sql } from 'kysely'
import { type NameSources, namedBy } from '../platform/record-names.ts'

const HOME = sql`(select p.label from registry.premises p where p.tenant_id = r.tenant_id and p.id = r.premises_id)`
const PLATE = sql`(select v.plate from registry.vehicle v where v.tenant_id = r.tenant_id and v.id = r.vehicle_id)`
const nameOf = (column: string) =>
  sql`(select p.name from registry.person p where p.tenant_id = r.tenant_id and p.id = r.${sql.ref(column)})`

/** What the registry's records are called in the audit log; whoever may see homes only is told no names of people. */
export const registryNames: NameSources = {
  community: namedBy('registry.community', null, sql`r.name`),
  building: namedBy('registry.building', 'registry.premises.read', sql`r.name`),
  unit: namedBy(
    'registry.unit',
    'registry.premises.read',
    sql`concat_ws('-', (select b.code from registry.building b where b.tenant_id = r.tenant_id and b.id = r.building_id), r.code)`,
  ),
  premises: namedBy('registry.premises', 'registry.premises.read', sql`r.label`),
  placeDocument: namedBy('registry.placeDocument', 'registry.documents.read', sql`r.title`),
  succession: namedBy(
    'registry.succession',
    'registry.premises.read',
    sql`(select string_agg(s.label, ' + ' order by s.label) from registry.succession_part s
      where s.tenant_id = r.tenant_id and s.succession_id = r.id)`,
  ),
  person: namedBy('registry.person', 'registry.people.read', sql`r.name`),
  duplicatePair: namedBy(
    'registry.duplicatePair',
    'registry.people.merge',
    sql`concat_ws(' · ', ${nameOf('personId')}, ${nameOf('otherId')})`,
  ),
  personMerge: namedBy('registry.personMerge', 'registry.people.merge', nameOf('personId')),
  occupancy: namedBy(
    'registry.occupancy',
    'registry.people.read',
    sql`concat_ws(' · ', ${HOME}, ${nameOf('personId')})`,
  ),
  lease: namedBy('registry.lease', 'registry.leases.read', sql`r.number`),
  vehicle: namedBy('registry.vehicle', 'registry.vehicles.read', sql`r.plate`),
  replacementPlate: namedBy('registry.replacementPlate', 'registry.vehicles.read', sql`r.plate`),
  vehiclePermit: namedBy('registry.vehiclePermit', 'registry.vehicles.read', PLATE),
  vehicleApplication: namedBy('registry.vehicleApplication', 'registry.vehicles.read', sql`r.plate`),
  space: namedBy('registry.space', 'registry.spaces.read', HOME, 'premisesId'),
  spaceLease: namedBy(
    'registry.spaceLease',
    'registry.spaces.read',
    sql`(select string_agg(p.label, '、' order by p.label) from registry.let_space l
      join registry.premises p on p.tenant_id = l.tenant_id and p.id = l.premises_id
      where l.tenant_id = r.tenant_id and l.lease_id = r.id)`,
  ),
  customField: namedBy('registry.customField', null, sql`r.label`),
  tag: namedBy('registry.tag', null, sql`r.name`),
  qualityExemption: namedBy('registry.qualityExemption', 'registry.quality.read', sql`r.reason`),
}
