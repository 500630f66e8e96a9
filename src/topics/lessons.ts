import { parseLessons } from '../core/lesson/lesson.ts';
import namespaces from './namespaces/lessons.md';
import stateful from './stateful/lessons.md';
import http from './http/lessons.md';
import observability from './observability/lessons.md';
import configuration from './configuration/lessons.md';
import stacks from './stacks/lessons.md';
import federation from './federation/lessons.md';
import people from './people/lessons.md';
import shipping from './shipping/lessons.md';
import guidelines from './guidelines/lessons.md';
import containerize from './containerize/lessons.md';
import clusters from './clusters/lessons.md';
import developerExperience from './developer-experience/lessons.md';

/** What teaches the slides of all topics. */
export const lessons = [
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
].flatMap(parseLessons);
