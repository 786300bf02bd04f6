// The current instance of the WebAssembly module, and its replacement after a call ran out of memory.
//
// An instance cannot be used after such a call, since the objects of the call stay borrowed and
// allocated. A new instance replaces it: models are compiled again, histories are copied over, data
// sets are lost.
import { LeadgradeError } from '../../typescript/src/error.js'
import { __wbg_reset_state, initSync, type InitOutput } from './wasm/leadgrade.js'

/** Bytes that are set aside, and freed when memory runs out, so that histories can be copied out. */
const RESERVE = 1 << 18

let exports: InitOutput | undefined
let reserve = 0
/** The number of the instance in use; objects of earlier ones are gone. */
let current = 0

/** An object that can be copied out of an instance before the instance is replaced. */
export interface Rescuable {
  rescue(): void
}

const rescuables = new Set<WeakRef<Rescuable>>()
const collected = new FinalizationRegistry<WeakRef<Rescuable>>((reference) => rescuables.delete(reference))

/** Registers an object to be rescued when the instance is replaced. */
export function registerRescuable(object: Rescuable): void {
  const reference = new WeakRef(object)
  rescuables.add(reference)
  collected.register(object, reference)
}

/** Uses a new instance of the module. */
export function begin(instance: InitOutput): void {
  exports = instance
  reserve = instance.__wbindgen_malloc(RESERVE, 1)
}

/** The number of the instance in use. */
export const instance = (): number => current

/**
 * Calls the module. If the call runs out of memory, replaces the instance, so that the next call works.
 * @throws {LeadgradeError} before the module is loaded, and if memory runs out.
 */
export function within<T>(call: () => T): T {
  if (!exports) throw problem('not_loaded', 'the module is not loaded', 'call `await load()` first')
  try {
    return call()
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error
    renew(exports)
    const message = 'the call needs more memory than the WebAssembly module has'
    const help = 'pass less data at once; models and histories still work, data sets must be loaded again'
    throw problem('out_of_memory', message, help, error)
  }
}

/** The error of an object that was in the memory of a replaced instance. */
export function lost(name: string): LeadgradeError {
  const message = `${name} was lost when the WebAssembly module ran out of memory`
  return problem('lost', message, 'load it again, with fewer rows')
}

function renew(ended: InitOutput): void {
  ended.__wbindgen_free(reserve, RESERVE, 1)
  for (const reference of rescuables) reference.deref()?.rescue()
  current += 1
  __wbg_reset_state()
  // The module is compiled already; without arguments `initSync` creates a new instance of it.
  begin((initSync as () => InitOutput)())
}

function problem(code: string, message: string, help: string, cause?: unknown): LeadgradeError {
  return new LeadgradeError([{ code, path: '', message, help }], { cause })
}
