import { registry as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { communityTree, listCommunities } from './communities/community-view.ts'
import { createCommunity } from './communities/create-community.ts'
import { exportPeople, listPeople, readPerson } from './people/person-view.ts'
import { revealPerson } from './people/reveal-person.ts'
import { exportPremises, listPremises, readPremises } from './premises/premises-view.ts'
import { search } from './search/search.ts'

export default defineModule('registry', {
  routes: [
    handle(contract.listCommunities, listCommunities),
    handle(contract.createCommunity, createCommunity),
    handle(contract.communityTree, communityTree),
    handle(contract.listPremises, listPremises),
    handle(contract.exportPremises, exportPremises),
    handle(contract.readPremises, readPremises),
    handle(contract.listPeople, listPeople),
    handle(contract.exportPeople, exportPeople),
    handle(contract.readPerson, readPerson),
    handle(contract.revealPerson, revealPerson),
    handle(contract.search, search),
  ],
})
