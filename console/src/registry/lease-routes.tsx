import { defineModule } from '../module.ts'
import { leaseRefusals } from './leases/refusals.ts'

/** Leases of homes and shops. */
export const leases = defineModule({ routes: [], nav: [], refusals: leaseRefusals })
