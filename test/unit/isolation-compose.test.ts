/** What only Compose tells of is said, and makes no rule. */
import { describe, expect, it } from 'vitest';
import { app, REDIS, web } from '../support/policy-manifests.ts';
import { notesOf, rulesOf } from '../support/policies.ts';

const COMPOSE =
  'services:\n  web:\n    image: example.com/web:1\n    depends_on: [redis]\n  redis:\n    image: redis:7\n';

describe('a Compose file beside the manifests', () => {
  const silent = { 'all.yaml': `${app('web', 80)}---\n${REDIS}` };

  it('tells of calls that no manifest shows', () => {
    const files = { ...silent, 'compose.yaml': COMPOSE, 'test/compose.yaml': COMPOSE };
    expect(rulesOf(files)).toEqual([]);
    expect(notesOf(files)).toContain(
      'Deployment/web talks to Deployment/redis in Compose, and no manifest says so: no rule',
    );
    expect(notesOf(files).filter((note) => note.includes('in Compose'))).toHaveLength(1);
  });

  it('says nothing of calls that are found, and of other names', () => {
    const found = { ...web('REDIS_HOST', 'redis'), 'compose.yaml': COMPOSE };
    expect(rulesOf(found).length).toBe(2);
    expect(notesOf(found).filter((note) => note.includes('in Compose'))).toEqual([]);
    const other = { ...silent, 'compose.yaml': COMPOSE.replaceAll('redis', 'valkey') };
    expect(notesOf(other).filter((note) => note.includes('in Compose'))).toEqual([]);
  });
});
