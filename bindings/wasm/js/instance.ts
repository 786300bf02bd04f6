// The one instance of the module, and what happens when a call ends it.
//
// The module has no way to go on after a call that its memory was too small for: what the call had
// in hand stays borrowed and allocated. Such an instance is given up, and another one takes its place.
import { LeadgradeError } from '../../typescript/src/error.js'
import { __wbg_reset_state, initSync, type InitOutput } from './wasm/leadgrade.js'

/** Memory that is given back when there is no more, so that histories can be taken out. */
const RESERVE = 1 << 18

let exports: InitOutput | undefined
let reserve = 0
/** Which instance is in use; what belongs to an earlier one is gone. */
let current = 0

/** Something in the memory of an instance that must be taken out before the instance is given up. */
export interface Kept {
  rescue(): void
}

const kept = new Set<WeakRef<Kept>>()
const dropped = new FinalizationRegistry<WeakRef<Kept>>((one) => kept.delete(one))

/** From now on it is rescued when the instance is given up. */
export function keep(one: Kept): void {
  const reference = new WeakRef(one)
  kept.add(reference)
  dropped.register(one, reference)
}

/** The module is there. */
export function begin(instance: InitOutput): void {
  exports = instance
  reserve = instance.__wbindgen_malloc(RESERVE, 1)
}

/** The number of the instance in use. */
export const instance = (): number => current

/**
 * Calls the module. A call that ends the instance is an error like others, and the next call finds
 * another instance.
 * @throws {LeadgradeError} also before the module is loaded.
 */
export function within<T>(call: () => T): T {
  if (!exports) throw problem('not_loaded', 'the module is not loaded', '`await load()` before anything else')
  try {
    return call()
  } catch (error) {
    if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error
    renew(exports)
    const message = 'the call needs more memory than the WebAssembly module has'
    const help = 'less at once; models and histories go on, data sets must be loaded again'
    throw problem('out_of_memory', message, help, error)
  }
}

/** What was in the memory of an instance that was given up. */
export function lost(what: string): LeadgradeError {
  const message = `${what} was lost when the memory of the module was full`
  return problem('lost', message, 'load it again, with fewer rows')
}

function renew(ended: InitOutput): void {
  ended.__wbindgen_free(reserve, RESERVE, 1)
  for (const reference of kept) reference.deref()?.rescue()
  current += 1
  __wbg_reset_state()
  // There is one already, which it gives.
  begin((initSync as () => InitOutput)())
}

function problem(code: string, message: string, help: string, cause?: unknown): LeadgradeError {
  return new LeadgradeError([{ code, path: '', message, help }], { cause })
}
