import { LeadgradeError } from './error.js'
import { wrongArgument } from './argument.js'
import { called, core, type FastPath, type NativeModel } from './core.js'
import { describe, isText } from './js-values.js'
import { History, isHistory, nativeHistory } from './history.js'
import { ARGUMENTS, OPERATIONS, type Operations } from './operations.js'
import { plainText, textOf, type Request } from './request.js'
import type { Document, Event, Info, Problem, Report } from './types.js'

/** The native half of a model. @throws {LeadgradeError} if the value is not a `Model`. */
export let nativeModel: (model: unknown, name: string) => NativeModel
/** The fast path of `assess` for a model, if the build of the core has one. */
let fastPathOf: (model: Model) => FastPath | undefined

/** Passes the compiled model to the constructor, which therefore cannot be called from outside. */
let compiled: NativeModel | undefined

/**
 * A compiled model: valid and immutable. {@link Operations} lists its methods.
 *
 * @example
 * const model = Model.fromToml(readFileSync('model.toml', 'utf8'))
 * const { assessment, report } = model.assess({ profile, events, as_of: '2026-11-22' })
 */
export class Model {
  readonly #native: NativeModel
  /** Created by the first call of `assess`. */
  #fastPath: FastPath | undefined

  static {
    nativeModel = (model, name) => {
      if (typeof model === 'object' && model !== null && #native in model) return model.#native
      throw wrongArgument(name, model, 'a `Model`: `Model.fromToml` and `Model.fromJson` compile one')
    }
    fastPathOf = (model) => {
      const native = nativeModel(model, 'this')
      return (model.#fastPath ??= core().fastPath?.(native))
    }
  }

  /** Use {@link fromToml} or {@link fromJson}. */
  protected constructor() {
    const native = compiled
    compiled = undefined
    if (!native) {
      const message = '`new Model` cannot be called'
      const help = '`Model.fromToml(text)` or `Model.fromJson(document)`'
      throw new LeadgradeError([{ code: 'not_allowed', path: '', message, help }])
    }
    this.#native = native
  }

  /**
   * Compiles the TOML text of a model, or its bytes in UTF-8.
   * @throws {LeadgradeError} with every problem of the text, each with its line and column.
   */
  static fromToml(text: string | Uint8Array): Model {
    const toml = plainText(text, 'text', 'the text of a model, or its bytes in UTF-8')
    compiled = called(() => core().compile(toml, 'toml'))
    return new this()
  }

  /**
   * Compiles a model from an object, JSON text, or its bytes in UTF-8.
   * @throws {LeadgradeError} with every problem of the model; for a text each has its line and column.
   */
  static fromJson(document: Request<Document>): Model {
    if (document === undefined) throw wrongArgument('document', document, 'a model: an object, or JSON text')
    const { text } = textOf(document, 'document')
    compiled = called(() => core().compile(text, 'json'))
    return new this()
  }

  /**
   * Creates a history from a list of events, and a report of the events that were rejected.
   * @throws {LeadgradeError} if `events` is not a list.
   */
  history(events: Request<readonly Event[]>): { history: History; report: Report } {
    const history = new History()
    return { history, report: history.observeAll(this, events) }
  }

  /** For `JSON.stringify`: the name and fingerprint of the model. `document()` returns all of it. */
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
    const extra = more.slice(Number(takesOther)).find((one) => one !== undefined)
    if (extra !== undefined) throw extraArgument(method, extra)
    const { text, exact, history } = textOf(request, 'request', aboutLead ? isHistory : undefined)
    const past = history && nativeHistory(history, 'events')
    const answer = () => called(() => native.call(name, second, past, text, exact))
    return isText(request) ? answer() : mentionHistory(answer)
  }
  define(`${method}Json`, json)
  define(method, function (...given) {
    return JSON.parse(json.apply(this, given) as string)
  })
}

/** The core's help for `events` allows only a list, since it reads text; adds that a `History` is allowed. */
function mentionHistory<T>(answer: () => T): T {
  try {
    return answer()
  } catch (error) {
    if (!(error instanceof LeadgradeError) || !error.problems.some(isEventsType)) throw error
    const help = ARGUMENTS.events ?? ''
    throw new LeadgradeError(error.problems.map((one) => (isEventsType(one) ? { ...one, help } : one)))
  }
}

const isEventsType = ({ code, path }: Problem): boolean => code === 'wrong_type' && path === '/events'

function extraArgument(method: string, value: unknown): LeadgradeError {
  const message = `\`${method}\` got ${describe(value)} after its last argument`
  return new LeadgradeError([{ code: 'not_allowed', path: '', message, help: 'leave it out' }])
}

function define(name: string, method: Method): void {
  Object.defineProperty(method, 'name', { value: name })
  Object.defineProperty(Model.prototype, name, { value: method, writable: true, configurable: true })
}

for (const [method, { operation: name, lead, other }] of Object.entries(OPERATIONS)) operation(name, method, lead, other)

const slowAssess = Model.prototype.assess as Method
define('assess', function (...given) {
  if (given.length > 1) return slowAssess.apply(this, given)
  return fastPathOf(this)?.assess(given[0]) ?? slowAssess.apply(this, given)
})
