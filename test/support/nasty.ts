/** Texts that some reader of YAML takes for something else where they stand without quotes. */

/** The API server takes these as names or labels, too. */
export const VALID_NAMES: readonly string[] = [
  ...['123', '0', '08', '0b11', '0o17', '0x1f', '1e3', '12e03', '1.5', '1-2', '2024-01-01'],
  ...['true', 'null', 'on', 'off', 'yes', 'no', 'y', 'n', 'nan', '1.2.3.4', '10.20'],
];

export const NASTY_TEXTS: readonly string[] = [
  ...VALID_NAMES,
  ...['a: b', 'a:', ':a', 'x #y', '#x', '*x', '&x', '!x', '{{ x }}', '{a}', '[a]', 'k: {v}'],
  ...['"q"', "'q'", "it's", 'a: "b', '- a', '? a', '%a', '@a', '`a', '|', '>', ',a', 'a,b', ''],
  ...[
    '<<',
    '=',
    '~',
    '---',
    '...',
    '.',
    '..',
    '.inf',
    '.NaN',
    '.5',
    '-1',
    '+1',
    '1_000',
    '12:30:45',
  ],
  ...['0x1F', '2001-12-14t21:59:43.10-05:00', 'True', 'NULL', 'Off', '__proto__', 'constructor'],
  ...[
    'x💥',
    'ünï',
    'a\\b',
    'a\\nb',
    '${x}',
    '$(x)',
    '$1',
    'http://a:80/?b=c&d#e',
    'fd00::5',
    '::1',
  ],
  ...[
    ' lead',
    'trail ',
    'a\tb',
    'a\nb',
    'a\n',
    '\n',
    'a\n\n',
    'a\n \nb',
    ' a\nb',
    'a\r\nb',
    '\ta\nb',
  ],
  ...['# a\nb: c', '--- \n', 'a\u2028b', 'a\u0085b', 'a\u007fb', '\ufeffa', 'a\u202eb', 'a\u0007'],
  ...['x'.repeat(300), 'x'.repeat(2000), 'a: '.repeat(700), '💥'.repeat(600)],
];
