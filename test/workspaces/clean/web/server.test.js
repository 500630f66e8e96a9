const assert = require('node:assert/strict');
const test = require('node:test');
const { page } = require('./server.js');

test('one visit is singular', () => {
  assert.match(page(1), /: 1 visit\n$/);
});

test('two visits are plural', () => {
  assert.match(page(2), /: 2 visits\n$/);
});
