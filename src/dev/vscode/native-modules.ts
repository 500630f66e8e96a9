import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Without the log writer every Output channel stays empty, and each attempt prints a long stack.
// The named exports matter: the extension host imports the module as ESM.
const LOG_WRITER = `'use strict';
const fs = require('node:fs');
const path = require('node:path');
const NAMES = ['trace', 'debug', 'info', 'warning', 'error', 'critical', 'off'];
let standard = 2;
class Logger {
  constructor(file) { this.file = file; this.level = standard; this.raw = false; }
  write(level, message) {
    if (level < this.level) return;
    const now = Date.now() - new Date().getTimezoneOffset() * 60000;
    const stamp = new Date(now).toISOString().replace('T', ' ').slice(0, 23);
    const line = this.raw ? String(message) : stamp + ' [' + NAMES[level] + '] ' + message + '\\n';
    fs.appendFileSync(this.file, line);
  }
  trace(m) { this.write(0, m); }
  debug(m) { this.write(1, m); }
  info(m) { this.write(2, m); }
  warn(m) { this.write(3, m); }
  error(m) { this.write(4, m); }
  critical(m) { this.write(5, m); }
  getLevel() { return this.level; }
  setLevel(level) { this.level = level; }
  setPattern() {}
  clearFormatters() { this.raw = true; }
  flush() {}
  drop() {}
}
async function create(name, file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  return new Logger(file);
}
exports.version = 1;
exports.setLevel = (level) => { standard = level; };
exports.setFlushOn = () => undefined;
exports.Logger = Logger;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
`;

const WATCHDOG = `'use strict';
exports.start = () => undefined;
exports.exit = (code) => process.exit(code || 0);
`;

/**
 * Puts plain JavaScript in the place of the two native modules that would need a compiler and that VS
 * Code misses. Without the second, the extension hosts of older versions end at once, for ever anew.
 */
export function replaceNativeModules(nodeModules: string): void {
  replace(join(nodeModules, '@vscode/spdlog'), LOG_WRITER);
  for (const name of ['@vscode/native-watchdog', 'native-watchdog'])
    replace(join(nodeModules, name), WATCHDOG);
}

function replace(folder: string, source: string): void {
  if (existsSync(folder)) writeFileSync(join(folder, 'index.js'), source);
}
