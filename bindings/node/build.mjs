// Builds the package for publishing: `npm run build:release`. Fails if the native module contains a
// path of the machine that built it. `--output-dir` sets the output folder.
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../../', import.meta.url))
const at = process.argv.indexOf('--output-dir')
const output = at < 0 ? join(here, 'dist') : process.argv[at + 1]
const cargo = process.env.CARGO_HOME ?? join(homedir(), '.cargo')

/** Folders whose paths the compiler would write into the module, each with its replacement. */
const folders = { [root]: 'leadgrade/', [join(cargo, 'registry', 'src')]: 'crates', [cargo]: 'cargo', [homedir()]: 'home' }
const remap = Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
const maps = Object.entries(folders).map(([from, to]) => `-ffile-prefix-map=${from}=${to}`)
const given = process.env.RUSTFLAGS?.split(' ').filter(Boolean) ?? []
const env = {
  ...process.env,
  // The last matching prefix wins, so the longest comes last.
  CARGO_ENCODED_RUSTFLAGS: [...given, ...remap.reverse()].join('\x1f'),
  CFLAGS: [process.env.CFLAGS ?? '', ...(process.platform === 'win32' ? [] : maps.reverse())].join(' ').trim(),
}
const build = ['napi', 'build', '--platform', '--js', 'native.js', '--dts', 'native.d.ts', '--output-dir', output, '--strip', '--profile', 'node']
execFileSync('npx', build, { cwd: here, env, stdio: 'inherit' })

for (const file of readdirSync(output).filter((name) => name.endsWith('.node'))) {
  const bytes = readFileSync(join(output, file))
  const named = [root, cargo, homedir()].filter((folder) => folder !== '/' && bytes.includes(folder))
  if (named.length > 0) throw new Error(`${file} contains paths of this machine: ${named.join(', ')}`)
}
