import { defineModule } from '../../module.ts'
import { placeRefusals } from './refusals.ts'

/** Communities, buildings and premises: their own pages. */
export const places = defineModule({ routes: [], nav: [], refusals: placeRefusals })
