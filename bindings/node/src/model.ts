/// <reference types="node" preserve="true" />
import {
  LeadgradeError,
  Model as Surface,
  TABLE_OPTIONS,
  isBytes,
  nativeModel,
  options,
  refuse,
  textOf,
  unknownKeys,
  type Request,
} from '../../typescript/src/index.js'
import { optionsOf } from '../../typescript/src/argument.js'
import type { Document, Instant, TableRequest as Options } from '../../typescript/src/types.js'
import { Dataset, TABLES, isSignal, missing, nativeDataset, notTables, nothing, waited, type Ipc, type Waiting } from './dataset.js'
import type { NativeDataset, NodeModel, Tables as Bytes } from './native.js'

/** Tables of many leads: read anew, or kept in a dataset. */
export type Tables = { profiles?: Ipc | undefined; events?: Ipc | undefined } | { dataset: Dataset }

/** What is asked of tables; `as_of` is one instant, or a table of `lead` and `as_of`. */
export type TableRequest = Tables & Omit<Options, 'as_of'> & { as_of: Instant | Ipc }

/** How to wait, and how to write the tables of the answer. */
export interface TableWaiting extends Waiting {
  /** The format of Arrow IPC of the answer; without it the stream format. */
  format?: 'stream' | 'file' | undefined
}

/** Tables as Arrow IPC, and what was noticed. */
export interface ScoredTable {
  /** A row for each lead, or for each valid row of a table of instants. */
  leads: Buffer
  /** Everything that was not used, and why: `table`, `row` (from 0), `lead`, `column`, `code`, `reason`. */
  rejects: Buffer
  /**
   * What is probably not as it was meant, such as attributes that no column fills: `code`, `table`,
   * `column`, `message`, `help`, `count`.
   */
  hints: Buffer
  /** Where explanations were asked for, their entries. */
  explanations?: Buffer
  /** The first 1,000 names of events that no signal names: `event`, `count`. */
  unknown_events: Buffer
  /** Events of all other unknown names together. */
  unknown_rest: number
  /** Events whose instant was local time without an offset. */
  without_offset: number
  /** Events without a value that a signal with `points_per_unit` matched. */
  without_value: number
  /** Ids under which events with different contents came, lead by lead. */
  id_conflicts: number
}

/** A compiled model, with tables. */
export class Model extends Surface {
  static override fromToml(text: string | Uint8Array): Model {
    return super.fromToml.call(typeof this === 'function' ? this : Model, text) as Model
  }

  static override fromJson(document: Request<Document>): Model {
    return super.fromJson.call(typeof this === 'function' ? this : Model, document) as Model
  }

  /**
   * Scores all leads of tables, off the event loop and on all cores. The bytes must not change
   * before the promise settles.
   * @throws {LeadgradeError} for a request or a table that cannot be used; rows that cannot are
   * in `rejects`.
   */
  async assessTable(request: TableRequest, waiting: TableWaiting = {}): Promise<ScoredTable> {
    const model = nativeModel(this, 'this') as NodeModel
    const { format, signal } = options<TableWaiting>('waiting', waiting, WAITING, { format: isFormat, signal: isSignal })
    const { tables, rest } = parts(request)
    const each = isBytes(rest.as_of) ? rest.as_of : undefined
    const { as_of, ...others } = rest
    const { text } = textOf(each ? others : { ...others, as_of }, 'request')
    return waited(signal, (cancel) =>
      model.assessTable<ScoredTable>(tables, each, text as string, format === 'file', cancel),
    )
  }
}

const WAITING = { format: '`stream` or `file`', signal: 'an `AbortSignal`' }
const isFormat = (value: unknown) => value === 'stream' || value === 'file'
const DATASET = { dataset: 'a `Dataset`' }

/** The tables of a request, and what is asked of them. @throws {LeadgradeError} */
function parts(request: unknown): { tables: NativeDataset | Bytes; rest: Record<string, unknown> } {
  const all = optionsOf('request', request, 'an object such as `{ profiles, events, as_of }`')
  const { profiles, events, dataset, ...rest } = all as AnyRequest
  const given = [profiles, events, dataset].some((one) => one !== undefined && one !== null)
  refuse([
    ...unknownKeys(all, { ...TABLES, ...DATASET, ...TABLE_OPTIONS }),
    ...(rest.as_of === undefined ? [missing('as_of', TABLE_OPTIONS.as_of ?? '')] : []),
    ...notTables(all),
    ...(given ? [] : [nothing('`profiles`, `events`, or `dataset`')]),
  ])
  if (dataset === undefined || dataset === null) return { tables: [profiles ?? undefined, events ?? undefined], rest }
  const tables = nativeDataset(dataset)
  if (!profiles && !events) return { tables, rest }
  const message = `\`dataset\` and \`${profiles ? 'profiles' : 'events'}\` exclude each other`
  throw new LeadgradeError([{ code: 'conflicting_keys', path: '/dataset', message, help: 'a dataset has tables of its own' }])
}

type AnyRequest = Record<string, unknown> & { profiles?: Ipc; events?: Ipc; dataset?: Dataset }
