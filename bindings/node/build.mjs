// Builds the package as it is published: `npm run build:release`. The native module names no place of
// the machine that built it, and the build fails where it does. `--output-dir` puts it elsewhere.
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

/** Folders whose names would stand in messages and in the module, each with what stands for it. */
const folders = { [root]: 'leadgrade/', [join(cargo, 'registry', 'src')]: 'crates', [cargo]: 'cargo', [homedir()]: 'home' }
const remap = Object.entries(folders).map(([from, to]) => `--remap-path-prefix=${from}=${to}`)
const maps = Object.entries(folders).map(([from, to]) => `-ffile-prefix-map=${from}=${to}`)
const given = process.env.RUSTFLAGS?.split(' ').filter(Boolean) ?? []
const env = {
  ...process.env,
  // The last one that fits counts, so the longest comes last.
  CARGO_ENCODED_RUSTFLAGS: [...given, ...remap.reverse()].join('\x1f'),
  CFLAGS: [process.env.CFLAGS ?? '', ...(process.platform === 'win32' ? [] : maps.reverse())].join(' ').trim(),
}
const build = ['napi', 'build', '--platform', '--js', 'native.js', '--dts', 'native.d.ts', '--output-dir', output, '--strip', '--profile', 'node']
execFileSync('npx', build, { cwd: here, env, stdio: 'inherit' })

for (const file of readdirSync(output).filter((name) => name.endsWith('.node'))) {
  const bytes = readFileSync(join(output, file))
  const named = [root, cargo, homedir()].filter((folder) => folder !== '/' && bytes.includes(folder))
  if (named.length > 0) throw new Error(`${file} names ${named.join(', ')}`)
}
