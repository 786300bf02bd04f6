import { install } from '../../typescript/src/index.js'
import { CORE } from './native.js'

install(CORE)

export { History, Model, LeadgradeError } from '../../typescript/src/index.js'
export { Dataset, type Lead, type Reading, type Rows, type When } from './dataset.js'
export { Scorecard } from './scorecard.js'
export { placesOf, type TextPlace } from './places.js'
export type * from '../../typescript/src/types.js'
export type { Operations } from '../../typescript/src/operations.js'
export type { Request } from '../../typescript/src/request.js'
