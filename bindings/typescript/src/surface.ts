import { LeadgradeError } from './error.js'
import { OPERATIONS, type Operations } from './operations.js'
import { textOf, type Text } from './request.js'

/** A compiled model in a build of the core. */
export interface Compiled {
  /**
   * Calls an operation of the core (`leadgrade::wire::call`, or `call_exact`) and gives its answer,
   * which may be a refusal.
   */
  call(operation: string, other: this | undefined, request: Text['text'], exact: boolean): string
}

/** How every answer begins that is a refusal, and no other. */
const REFUSED = '{"error":'

/** An answer of the core. @throws {LeadgradeError} where it is a refusal. */
export function accepted(answer: string): string {
  if (answer.startsWith(REFUSED)) throw LeadgradeError.of(answer)
  return answer
}

/** A model with every operation of the core's one list. The packages extend it. */
export abstract class Surface<Native extends Compiled> {
  /** @internal */
  readonly native: Native

  protected constructor(native: Native) {
    this.native = native
  }
}
// eslint-disable-next-line
export interface Surface<Native extends Compiled> extends Operations<Surface<Native>> {}

type Method = (this: Surface<Compiled>, request?: unknown, other?: Surface<Compiled>) => unknown

for (const [method, operation] of Object.entries(OPERATIONS)) {
  const text: Method = function (request, other) {
    const { text, exact } = textOf(request)
    return accepted(this.native.call(operation, other?.native, text, exact))
  }
  const object: Method = function (request, other) {
    return JSON.parse(text.call(this, request, other) as string)
  }
  define(method, object)
  define(`${method}Json`, text)
}

function define(name: string, method: Method): void {
  Object.defineProperty(method, 'name', { value: name })
  Object.defineProperty(Surface.prototype, name, { value: method, writable: true, configurable: true })
}
