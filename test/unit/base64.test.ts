import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64 } from '../../src/core/text/base64.ts';

describe('decodeBase64', () => {
  it.each([
    ['aHVudGVyMg==', { length: 7, text: 'hunter2', trailingNewline: false, multiLine: false }],
    ['aHVudGVyMgo=', { length: 8, text: 'hunter2\n', trailingNewline: true, multiLine: false }],
    ['YQ0K', { length: 3, text: 'a\r\n', trailingNewline: true, multiLine: false }],
    ['YQpiCg==', { length: 4, text: 'a\nb\n', trailingNewline: true, multiLine: true }],
    ['YQoK', { length: 3, text: 'a\n\n', trailingNewline: true, multiLine: true }],
    ['', { length: 0, text: '', trailingNewline: false, multiLine: false }],
    ['4oKs', { length: 3, text: '€', trailingNewline: false, multiLine: false }],
    ['77u/YQ==', { length: 4, text: '\uFEFFa', trailingNewline: false, multiLine: false }],
    ['/+8=', { length: 2, trailingNewline: false, multiLine: false }],
    ['/wo=', { length: 2, trailingNewline: true, multiLine: false }],
  ])('%j', (encoded, expected) => {
    expect(decodeBase64(encoded)).toEqual(expected);
  });

  it('skips line breaks as Go does, and nothing else', () => {
    expect(decodeBase64('aHVu\ndGVy\r\nMg==\n')?.text).toBe('hunter2');
    expect(decodeBase64('aHVu dGVyMg==')).toBeUndefined();
    expect(decodeBase64(' aHVudGVyMg==')).toBeUndefined();
    expect(decodeBase64('aHVu\tdGVyMg==')).toBeUndefined();
  });

  it.each([
    'hunter2',
    'password!',
    'aHVudGVyMg',
    'aHVudGVyMg=',
    'aHVudGVyMg===',
    'a===',
    '====',
    'YQ==YQ==',
    'aHVudGVy-_==',
    '${PASSWORD}',
    'é===',
  ])('%j is no base64', (text) => {
    expect(decodeBase64(text)).toBeUndefined();
  });

  it('takes words that happen to be base64', () => {
    expect(decodeBase64('password')?.length).toBe(6);
  });

  it('decodes a megabyte', () => {
    expect(decodeBase64('YWFh'.repeat(350_000))?.length).toBe(1_050_000);
  });
});

describe('encodeBase64', () => {
  it.each([
    ['hunter2', 'aHVudGVyMg=='],
    ['', ''],
    ['€', '4oKs'],
    ['a\nb\n', 'YQpiCg=='],
  ])('%j', (text, encoded) => {
    expect(encodeBase64(text)).toBe(encoded);
    expect(decodeBase64(encoded)?.text).toBe(text);
  });
});
