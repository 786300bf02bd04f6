import {
  LeadgradeError,
  called,
  isBytes,
  options,
  refuse,
  unknownKeys,
  wrongArgument,
  wrongType,
  type Allowed,
} from '../../typescript/src/index.js'
import type { Problem } from '../../typescript/src/types.js'
import { optionsOf } from '../../typescript/src/argument.js'
import { native, type Cancel, type NativeDataset } from './native.js'

/** A table of Arrow as IPC: the stream format or the file format. */
export type Ipc = Uint8Array

/** How to stop waiting. */
export interface Waiting {
  /** When it aborts, the promise rejects with its reason, and what has not begun will not. */
  signal?: AbortSignal | undefined
}

const IPC = 'bytes of Arrow IPC (a Uint8Array); `tableToIPC(table)` of Apache Arrow makes them'
const SIGNAL = { signal: 'an `AbortSignal`' }
/** Tables, by their names as arguments. */
export const TABLES: Allowed = { profiles: IPC, events: IPC }

/** The native half of a dataset. @throws {LeadgradeError} for anything but a dataset. */
export let nativeDataset: (dataset: unknown) => NativeDataset
/** What the constructor takes. */
let loaded: NativeDataset | undefined

/** Profiles and events that stay in memory, to be scored again and again. */
export class Dataset {
  readonly #native: NativeDataset

  static {
    nativeDataset = (dataset) => {
      if (typeof dataset === 'object' && dataset !== null && #native in dataset) return dataset.#native
      throw wrongArgument('dataset', dataset, 'a `Dataset`: `await Dataset.load({ profiles, events })` gives one')
    }
  }

  /** Datasets are made by {@link load}. */
  private constructor() {
    const held = loaded
    loaded = undefined
    if (!held) {
      const message = 'a dataset is not made by `new Dataset`'
      const help = '`await Dataset.load({ profiles, events })`'
      throw new LeadgradeError([{ code: 'not_allowed', path: '', message, help }])
    }
    this.#native = held
  }

  /**
   * Reads tables off the event loop.
   * @throws {LeadgradeError} for bytes that are not an Arrow table.
   */
  static async load(
    tables: { profiles?: Ipc | undefined; events?: Ipc | undefined },
    waiting: Waiting = {},
  ): Promise<Dataset> {
    const { signal } = options<Waiting>('waiting', waiting, SIGNAL, { signal: isSignal })
    const given = optionsOf('tables', tables, 'an object such as `{ profiles, events }`')
    const { profiles, events } = given as typeof tables
    const none = !profiles && !events ? [nothing('`profiles`, `events`, or both')] : []
    refuse([...unknownKeys(given, TABLES), ...notTables(given), ...none])
    const read = (cancel: Cancel) => native.dataset(profiles ?? undefined, events ?? undefined, cancel)
    const held = await waited(signal, read)
    loaded = held
    return new Dataset()
  }

  /** How many rows there are. */
  get rows(): { profiles: number; events: number } {
    const [profiles, events] = nativeDataset(this).rows()
    return { profiles, events }
  }

  /** For `JSON.stringify`: how many rows there are. */
  toJSON(): { profiles: number; events: number } {
    return this.rows
  }
}

// What `console.log` shows in Node: nothing of a lead.
Object.defineProperty(Dataset.prototype, Symbol.for('nodejs.util.inspect.custom'), {
  value(this: Dataset, _depth: number, how: object, inspect: (value: unknown, options: object) => string) {
    return `Dataset ${inspect(this.rows, how)}`
  },
})

/** What is wrong with arguments that are to be tables. */
export function notTables(given: Readonly<Record<string, unknown>>): Problem[] {
  const wrong = Object.keys(TABLES).filter((name) => (given[name] ?? undefined) !== undefined && !isBytes(given[name]))
  return wrong.map((name) => wrongType(`/${name}`, given[name], IPC))
}

/** The problem of a call without tables. */
export function nothing(help: string): Problem {
  return { code: 'missing_key', path: '', message: 'no table was given', help }
}

/** The problem of a missing argument. */
export function missing(name: string, help: string): Problem {
  return { code: 'missing_key', path: `/${name}`, message: `\`${name}\` is missing`, help }
}

/** Whether it can say that nobody waits any more. */
export function isSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  try {
    const { aborted, addEventListener } = value as Partial<AbortSignal>
    return typeof aborted === 'boolean' && typeof addEventListener === 'function'
  } catch {
    return false
  }
}

/** The result of work off the event loop, unless a signal aborts before. */
export async function waited<T>(
  signal: AbortSignal | undefined,
  begin: (cancel: Cancel) => Promise<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const cancel = new native.Cancel()
  const result = called(() => begin(cancel)).catch((error: unknown) => {
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
