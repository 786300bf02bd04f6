import { called, wrongArgument } from '../../typescript/src/index.js'
import type { Findings } from '../../typescript/src/types.js'
import { within } from './instance.js'
import { places } from './wasm/leadgrade.js'

/** A place in a text, from 1. */
export interface TextPlace {
  line: number
  column: number
}

/**
 * Where JSON Pointers into a model are in its text: findings of `lint` have a path, and an editor
 * wants a line. Of what is not written the nearest that is.
 */
export function placesOf(
  text: string,
  format: 'toml' | 'json',
  paths: readonly Findings[number]['path'][],
): TextPlace[] {
  if (typeof text !== 'string') throw wrongArgument('text', text, 'the text of a model')
  if (format !== 'toml' && format !== 'json') throw wrongArgument('format', format, '`toml` or `json`')
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw wrongArgument('paths', paths, 'a list of JSON Pointers')
  }
  const list = called(() => within(() => places(text, format === 'toml', JSON.stringify(paths))))
  return (JSON.parse(list) as [number, number][]).map(([line, column]) => ({ line, column }))
}
