import { LeadgradeError } from './error.js'
import { wrongArgument } from './argument.js'
import { called, core, type Carrier, type NativeModel } from './core.js'
import { found, isText } from './found.js'
import { History, isHistory, nativeHistory } from './history.js'
import { ARGUMENTS, OPERATIONS, type Operations } from './operations.js'
import { plainText, textOf, type Request } from './request.js'
import type { Document, Event, Info, Problem, Report } from './types.js'

/** The native half of a model. @throws {LeadgradeError} for anything that is no model. */
export let nativeModel: (model: unknown, name: string) => NativeModel
/** Its way without JSON text, if the build of the core has one. */
let carrierOf: (model: Model) => Carrier | undefined

/** What the constructor takes: nobody else can make a model that was not compiled. */
let compiled: NativeModel | undefined

/**
 * A compiled model: immutable, and never half-checked. Its operations are those of
 * {@link Operations}.
 */
export class Model {
  readonly #native: NativeModel
  /** Made where it is first of use, since not every model assesses. */
  #carrier: Carrier | undefined

  static {
    nativeModel = (model, name) => {
      if (typeof model === 'object' && model !== null && #native in model) return model.#native
      throw wrongArgument(name, model, 'a `Model`: `Model.fromToml` and `Model.fromJson` compile one')
    }
    carrierOf = (model) => {
      const native = nativeModel(model, 'this')
      return (model.#carrier ??= core().carrier?.(native))
    }
  }

  /** Models are made by {@link fromToml} and {@link fromJson}. */
  protected constructor() {
    const native = compiled
    compiled = undefined
    if (!native) {
      const message = 'a model is not made by `new Model`'
      const help = '`Model.fromToml(text)` or `Model.fromJson(document)`'
      throw new LeadgradeError([{ code: 'not_allowed', path: '', message, help }])
    }
    this.#native = native
  }

  /**
   * Compiles a model that is written in TOML.
   * @throws {LeadgradeError} with every problem at once, each with its line and column.
   */
  static fromToml(text: string | Uint8Array): Model {
    const toml = plainText(text, 'text', 'the text of a model, or its bytes in UTF-8')
    compiled = called(() => core().compile(toml, 'toml'))
    return new this()
  }

  /**
   * Compiles a model that is JSON text, or an object.
   * @throws {LeadgradeError} with every problem at once; of a text with line and column.
   */
  static fromJson(document: Request<Document>): Model {
    if (document === undefined) throw wrongArgument('document', document, 'a model: an object, or JSON text')
    const { text } = textOf(document, 'document')
    compiled = called(() => core().compile(text, 'json'))
    return new this()
  }

  /**
   * The history of events, and what could not be used of them.
   * @throws {LeadgradeError} where the events are no list.
   */
  history(events: Request<readonly Event[]>): { history: History; report: Report } {
    const history = new History()
    return { history, report: history.observeAll(this, events) }
  }

  /** For `JSON.stringify`: which model it is. `document()` gives all of it. */
  toJSON(): { name: string; fingerprint: string | null } {
    const { name, fingerprint } = (this as Model).info() as Info
    return { name, fingerprint }
  }
}

export interface Model extends Operations<Model> {}

// What `console.log` shows in Node.
Object.defineProperty(Model.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Model, _depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    return `Model ${inspect(this.toJSON(), options)}`
  },
})

type Method = (this: Model, ...given: unknown[]) => unknown

function operation(name: string, method: string, aboutLead: boolean, takesOther: boolean): void {
  const json: Method = function (request, ...more) {
    const native = nativeModel(this, 'this')
    const second = takesOther && more[0] !== undefined ? nativeModel(more[0], 'other') : undefined
    const beyond = more.slice(Number(takesOther)).find((one) => one !== undefined)
    if (beyond !== undefined) throw tooMany(method, beyond)
    const { text, exact, history } = textOf(request, 'request', aboutLead ? isHistory : undefined)
    const past = history && nativeHistory(history, 'events')
    const answer = () => called(() => native.call(name, second, past, text, exact))
    return isText(request) ? answer() : orHistory(answer)
  }
  define(`${method}Json`, json)
  define(method, function (...given) {
    return JSON.parse(json.apply(this, given) as string)
  })
}

/** The core knows requests as text, where `events` are a list; an object may have a history there. */
function orHistory<T>(answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof LeadgradeError) || !error.problems.some(isOfEvents)) throw error
    const help = ARGUMENTS.events ?? ''
    throw new LeadgradeError(error.problems.map((one) => (isOfEvents(one) ? { ...one, help } : one)))
  }
}

const isOfEvents = ({ code, path }: Problem): boolean => code === 'wrong_type' && path === '/events'

function tooMany(method: string, value: unknown): LeadgradeError {
  const message = `\`${method}\` was given ${found(value)} behind its last argument`
  return new LeadgradeError([{ code: 'not_allowed', path: '', message, help: 'nothing is allowed there' }])
}

function define(name: string, method: Method): void {
  Object.defineProperty(method, 'name', { value: name })
  Object.defineProperty(Model.prototype, name, { value: method, writable: true, configurable: true })
}

for (const [method, { operation: name, lead, other }] of Object.entries(OPERATIONS)) operation(name, method, lead, other)

const byText = Model.prototype.assess as Method
define('assess', function (...given) {
  if (given.length > 1) return byText.apply(this, given)
  return carrierOf(this)?.assess(given[0]) ?? byText.apply(this, given)
})
