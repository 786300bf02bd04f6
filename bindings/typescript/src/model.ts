import { called, core, type Carrier, type NativeModel } from './core.js'
import { History } from './history.js'
import { OPERATIONS, type Operations } from './operations.js'
import { plainText, textOf, type Request, type Written } from './request.js'
import type { Document, Event, Report } from './types.js'

/**
 * A compiled model: immutable, and never half-checked. Its operations are those of
 * {@link Operations}.
 */
export class Model {
  /** @internal */
  readonly native: NativeModel

  /** @internal Made where it is first of use, since not every model assesses. */
  carrier: Carrier | undefined

  /** @internal */
  protected constructor(native: NativeModel) {
    this.native = native
  }

  /**
   * Compiles a model that is written in TOML.
   * @throws {LeadgradeError} with every problem at once, each with its line and column.
   */
  static fromToml(text: string | Uint8Array): Model {
    return new this(called(() => core().compile(plainText(text), 'toml')))
  }

  /**
   * Compiles a model that is JSON text, or an object.
   * @throws {LeadgradeError} with every problem at once; of a text with line and column.
   */
  static fromJson(document: Request<Document>): Model {
    const { text } = textOf(document)
    return new this(called(() => core().compile(text, 'json')))
  }

  /**
   * The history of events, and what could not be used of them.
   * @throws {LeadgradeError} where the events are no list.
   */
  history(events: Request<readonly Event[]>): { history: History; report: Report } {
    const history = new History()
    return { history, report: history.observeAll(this, events) }
  }
}

export interface Model extends Operations<Model, History> {}

function operation(name: string, method: string, by: 'events' | 'history'): void {
  const call = (model: Model, { text, exact }: Written, history?: History, other?: Model) =>
    called(() => model.native.call(name, other?.native, history?.native, text, exact))
  const json =
    by === 'events'
      ? function (this: Model, request?: unknown, other?: Model) {
          return call(this, textOf(request), undefined, other)
        }
      : function (this: Model, history: History, request: unknown, other?: Model) {
          return call(this, textOf(request), history, other)
        }
  define(`${method}Json`, json as Method)
  define(method, function (this: Model, ...given) {
    return JSON.parse((json as Method).apply(this, given) as string)
  })
}

type Method = (this: Model, ...given: unknown[]) => unknown

function define(name: string, method: Method): void {
  Object.defineProperty(method, 'name', { value: name })
  Object.defineProperty(Model.prototype, name, { value: method, writable: true, configurable: true })
}

for (const [method, { operation: name, lead }] of Object.entries(OPERATIONS)) {
  operation(name, method, 'events')
  if (lead) operation(name, `${method}History`, 'history')
}

const byText = Model.prototype.assess as Method
define('assess', function (this: Model, ...given) {
  if (given.length > 1) return byText.apply(this, given)
  this.carrier ??= core().carrier?.(this.native)
  return this.carrier?.assess(given[0]) ?? byText.apply(this, given)
})
