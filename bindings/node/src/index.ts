import { install } from '../../typescript/src/index.js'
import { PackedCall } from '../../typescript/src/packed-call.js'
import { native, type NodeModel } from './native.js'

install({
  compile: (text, format) => native.compile(text, format === 'toml'),
  history: (stored) => native.history(stored),
  fastPath: (model) => new PackedCall((model as NodeModel).packedCall()),
})

export { History, LeadgradeError, type Operations, type Request } from '../../typescript/src/index.js'
export type * from '../../typescript/src/types.js'
export { Dataset } from './dataset.js'
export { Model, type ScoredTable, type TableRequest, type Tables } from './model.js'
