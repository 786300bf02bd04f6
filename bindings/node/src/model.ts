/// <reference types="node" preserve="true" />
import {
  LeadgradeError,
  Model as Surface,
  TABLE_OPTIONS,
  isBytes,
  nativeModel,
  options,
  textOf,
  throwProblems,
  unknownKeys,
  type Request,
} from '../../typescript/src/index.js'
import { optionsOf } from '../../typescript/src/argument.js'
import type { Document, Instant, TableRequest as Options } from '../../typescript/src/types.js'
import { Dataset, TABLES, cancellable, isSignal, missing, nativeDataset, noTable, notTables, type Ipc, type Waiting } from './dataset.js'
import type { NativeDataset, NodeModel, Tables as Bytes } from './native.js'

/** Tables of many leads: Arrow IPC bytes, or a loaded dataset. */
export type Tables = { profiles?: Ipc | undefined; events?: Ipc | undefined } | { dataset: Dataset }

/** The tables and options of `assessTable`; `as_of` is one instant, or a table of `lead` and `as_of`. */
export type TableRequest = Tables & Omit<Options, 'as_of'> & { as_of: Instant | Ipc }

/** How to cancel, and the format of the answer. */
export interface TableWaiting extends Waiting {
  /** The Arrow IPC format of the answer; default `stream`. */
  format?: 'stream' | 'file' | undefined
}

/** The answer of `assessTable`: tables as Arrow IPC bytes, and counts. */
export interface ScoredTable {
  /** One row per lead, or per valid row of a table of instants. */
  leads: Buffer
  /** The input that was not used, and why: `table`, `row` (from 0), `lead`, `column`, `code`, `reason`. */
  rejects: Buffer
  /**
   * Probable mistakes in the input, such as attributes that no column fills: `code`, `table`,
   * `column`, `message`, `help`, `count`.
   */
  hints: Buffer
  /** The entries of explanations, if `explain` asked for them. */
  explanations?: Buffer
  /** The first 1,000 event names that no signal uses: `event`, `count`. */
  unknown_events: Buffer
  /** The number of events with any other unknown name. */
  unknown_rest: number
  /** The number of events whose instant was local time without an offset. */
  without_offset: number
  /** The number of events without a value that matched a signal with `points_per_unit`. */
  without_value: number
  /** The number of ids that one lead has on events with different contents. */
  id_conflicts: number
}

/** A compiled model that also scores Arrow tables. */
export class Model extends Surface {
  static override fromToml(text: string | Uint8Array): Model {
    return super.fromToml.call(typeof this === 'function' ? this : Model, text) as Model
  }

  static override fromJson(document: Request<Document>): Model {
    return super.fromJson.call(typeof this === 'function' ? this : Model, document) as Model
  }

  /**
   * Scores all leads of Arrow tables on all cores, on threads beside the event loop. The bytes must
   * not change before the promise settles. Rows that cannot be used are listed in `rejects`.
   * @throws {LeadgradeError} if the request or a table cannot be used.
   * @example
   * const { leads, rejects } = await model.assessTable({ profiles, events, as_of: '2026-11-22' })
   */
  async assessTable(request: TableRequest, waiting: TableWaiting = {}): Promise<ScoredTable> {
    const model = nativeModel(this, 'this') as NodeModel
    const { format, signal } = options<TableWaiting>('waiting', waiting, WAITING, { format: isFormat, signal: isSignal })
    const { tables, rest } = parts(request)
    const each = isBytes(rest.as_of) ? rest.as_of : undefined
    const { as_of, ...others } = rest
    const { text } = textOf(each ? others : { ...others, as_of }, 'request')
    return cancellable(signal, (cancel) =>
      model.assessTable<ScoredTable>(tables, each, text as string, format === 'file', cancel),
    )
  }
}

const WAITING = { format: '`stream` or `file`', signal: 'an `AbortSignal`' }
const isFormat = (value: unknown) => value === 'stream' || value === 'file'
const DATASET = { dataset: 'a `Dataset`' }

/** Separates the tables of a request from its options. @throws {LeadgradeError} */
function parts(request: unknown): { tables: NativeDataset | Bytes; rest: Record<string, unknown> } {
  const all = optionsOf('request', request, 'an object such as `{ profiles, events, as_of }`')
  const { profiles, events, dataset, ...rest } = all as AnyRequest
  const given = [profiles, events, dataset].some((one) => one !== undefined && one !== null)
  throwProblems([
    ...unknownKeys(all, { ...TABLES, ...DATASET, ...TABLE_OPTIONS }),
    ...(rest.as_of === undefined ? [missing('as_of', TABLE_OPTIONS.as_of ?? '')] : []),
    ...notTables(all),
    ...(given ? [] : [noTable('`profiles`, `events`, or `dataset`')]),
  ])
  if (dataset === undefined || dataset === null) return { tables: [profiles ?? undefined, events ?? undefined], rest }
  const tables = nativeDataset(dataset)
  if (!profiles && !events) return { tables, rest }
  const message = `\`dataset\` and \`${profiles ? 'profiles' : 'events'}\` exclude each other`
  throw new LeadgradeError([{ code: 'conflicting_keys', path: '/dataset', message, help: 'pass either `dataset` or tables' }])
}

type AnyRequest = Record<string, unknown> & { profiles?: Ipc; events?: Ipc; dataset?: Dataset }
