import {
  LeadgradeError,
  called,
  isBytes,
  options,
  throwProblems,
  unknownKeys,
  wrongArgument,
  wrongType,
  type Allowed,
} from '../../typescript/src/index.js'
import type { Problem } from '../../typescript/src/types.js'
import { optionsOf } from '../../typescript/src/argument.js'
import { native, type Cancel, type NativeDataset } from './native.js'

/** An Arrow table as IPC bytes, in the stream format or the file format. */
export type Ipc = Uint8Array

/** How to cancel a task. */
export interface Waiting {
  /** When it aborts, the promise rejects with its reason; work that has not started is not done. */
  signal?: AbortSignal | undefined
}

const IPC = 'Arrow IPC bytes (a Uint8Array), such as the result of `tableToIPC(table)` of Apache Arrow'
const SIGNAL = { signal: 'an `AbortSignal`' }
/** The arguments that are tables. */
export const TABLES: Allowed = { profiles: IPC, events: IPC }

/** The native half of a dataset. @throws {LeadgradeError} if the value is not a `Dataset`. */
export let nativeDataset: (dataset: unknown) => NativeDataset
/** Passes the loaded tables to the constructor, which therefore cannot be called from outside. */
let loaded: NativeDataset | undefined

/**
 * Profiles and events that stay in memory, to be scored several times.
 *
 * @example
 * const dataset = await Dataset.load({ profiles, events })
 * const scored = await model.assessTable({ dataset, as_of: '2026-11-22' })
 */
export class Dataset {
  readonly #native: NativeDataset

  static {
    nativeDataset = (dataset) => {
      if (typeof dataset === 'object' && dataset !== null && #native in dataset) return dataset.#native
      throw wrongArgument('dataset', dataset, 'a `Dataset`: `await Dataset.load({ profiles, events })` creates one')
    }
  }

  /** Use {@link load}. */
  private constructor() {
    const native = loaded
    loaded = undefined
    if (!native) {
      const message = '`new Dataset` cannot be called'
      const help = '`await Dataset.load({ profiles, events })`'
      throw new LeadgradeError([{ code: 'not_allowed', path: '', message, help }])
    }
    this.#native = native
  }

  /**
   * Reads profiles, events, or both from Arrow IPC bytes, on a thread beside the event loop. The
   * bytes must not change before the promise settles.
   * @throws {LeadgradeError} if bytes are not an Arrow table, or no table was given.
   */
  static async load(
    tables: { profiles?: Ipc | undefined; events?: Ipc | undefined },
    waiting: Waiting = {},
  ): Promise<Dataset> {
    const { signal } = options<Waiting>('waiting', waiting, SIGNAL, { signal: isSignal })
    const given = optionsOf('tables', tables, 'an object such as `{ profiles, events }`')
    const { profiles, events } = given as typeof tables
    const none = !profiles && !events ? [noTable('`profiles`, `events`, or both')] : []
    throwProblems([...unknownKeys(given, TABLES), ...notTables(given), ...none])
    const read = (cancel: Cancel) => native.dataset(profiles ?? undefined, events ?? undefined, cancel)
    const tablesRead = await cancellable(signal, read)
    loaded = tablesRead
    return new Dataset()
  }

  /** The number of rows. */
  get rows(): { profiles: number; events: number } {
    const [profiles, events] = nativeDataset(this).rows()
    return { profiles, events }
  }

  /** For `JSON.stringify`: the number of rows. */
  toJSON(): { profiles: number; events: number } {
    return this.rows
  }
}

// What `console.log` shows in Node: the number of rows, no data of a lead.
Object.defineProperty(Dataset.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Dataset, _depth: number, options: object, inspect: (value: unknown, options: object) => string) {
    return `Dataset ${inspect(this.rows, options)}`
  },
})

/** A problem for each table that was given as anything but bytes. */
export function notTables(given: Readonly<Record<string, unknown>>): Problem[] {
  const wrong = Object.keys(TABLES).filter((name) => (given[name] ?? undefined) !== undefined && !isBytes(given[name]))
  return wrong.map((name) => wrongType(`/${name}`, given[name], IPC))
}

/** The problem of a call without tables. */
export function noTable(allowed: string): Problem {
  return { code: 'missing_key', path: '', message: 'no table was given', help: `expected ${allowed}` }
}

/** The problem of a missing argument. */
export function missing(name: string, allowed: string): Problem {
  return { code: 'missing_key', path: `/${name}`, message: `\`${name}\` is missing`, help: `expected ${allowed}` }
}

/** Whether a value is an `AbortSignal`, also one of another realm. */
export function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  try {
    const { aborted, addEventListener } = value as Partial<AbortSignal>
    return typeof aborted === 'boolean' && typeof addEventListener === 'function'
  } catch {
    return false
  }
}

/** The result of a native task; cancels the task and rejects with the signal's reason if it aborts first. */
export async function cancellable<T>(
  signal: AbortSignal | undefined,
  start: (cancel: Cancel) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const cancel = new native.Cancel()
  const result = called(() => start(cancel)).catch((error: unknown) => {
    throw LeadgradeError.from(error)
  })
  if (!signal) return result
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      cancel.cancel()
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([result, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
