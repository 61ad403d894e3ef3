import { registry as contract } from '@anju/contract'
import { defineModule, handle } from '../platform/module.ts'
import { communityTree, listCommunities } from './communities/community-view.ts'
import { createCommunity } from './communities/create-community.ts'
import { createPerson } from './people/create-person.ts'
import { editPerson } from './people/edit-person.ts'
import { findLikePeople } from './people/find-like-people.ts'
import { readPerson } from './people/person-detail-view.ts'
import { exportPeople, listPeople } from './people/person-view.ts'
import { revealPerson } from './people/reveal-person.ts'
import { exportPremises, listPremises, readPremises } from './premises/premises-view.ts'
import { search } from './search/search.ts'
import { createTag } from './tags/create-tag.ts'
import { editTag, removeTag } from './tags/edit-tag.ts'
import { tagPeople } from './tags/tag-people.ts'
import { listTags } from './tags/tag-view.ts'

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
    handle(contract.createPerson, createPerson),
    handle(contract.editPerson, editPerson),
    handle(contract.findLikePeople, findLikePeople),
    handle(contract.revealPerson, revealPerson),
    handle(contract.listTags, listTags),
    handle(contract.createTag, createTag),
    handle(contract.editTag, editTag),
    handle(contract.removeTag, removeTag),
    handle(contract.tagPeople, tagPeople),
    handle(contract.search, search),
  ],
})
