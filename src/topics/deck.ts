import type { Topic } from '../core/guide/topic.ts';
import { clusters } from './clusters/topic.ts';
import { configuration } from './configuration/topic.ts';
import { containerize } from './containerize/topic.ts';
import { developerExperience } from './developer-experience/topic.ts';
import { federation } from './federation/topic.ts';
import { guidelines } from './guidelines/topic.ts';
import { http } from './http/topic.ts';
import { namespaces } from './namespaces/topic.ts';
import { observability } from './observability/topic.ts';
import { people } from './people/topic.ts';
import { shipping } from './shipping/topic.ts';
import { stacks } from './stacks/topic.ts';
import { stateful } from './stateful/topic.ts';

/** The topics of the guide, in the order of the deck. */
export const topics: readonly Topic[] = [
  namespaces,
  stateful,
  http,
  observability,
  configuration,
  stacks,
  federation,
  people,
  shipping,
  guidelines,
  containerize,
  clusters,
  developerExperience,
];
