/**
 * The base images and actions that snippets and starters name, each once: a test compares the
 * snippets, which are VS Code's own files and can name nothing but text.
 */
export const BASE_IMAGES = {
  node: 'node:24-slim',
  python: 'python:3.14-slim',
  goBuild: 'golang:1.26',
  static: 'gcr.io/distroless/static-debian13:nonroot',
  mavenBuild: 'maven:3.9-eclipse-temurin-25',
  java: 'eclipse-temurin:25-jre',
  dotnetBuild: 'mcr.microsoft.com/dotnet/sdk:10.0',
  dotnet: 'mcr.microsoft.com/dotnet/aspnet:10.0',
  composer: 'composer:2.8',
  php: 'php:8.4-apache',
  rubyBuild: 'ruby:3.4',
  ruby: 'ruby:3.4-slim',
  rustBuild: 'rust:1.95-slim-trixie',
  debian: 'debian:trixie-slim',
} as const;

/**
 * Users of base images by number, as `runAsNonRoot` accepts no name (USER node, nobody, www-data).
 */
export const IMAGE_USERS = { node: 1000, nobody: 65534, wwwData: 33 } as const;

/** Actions of GitHub workflows, in the major versions that run on Node.js 24. */
export const ACTIONS = {
  checkout: 'actions/checkout@v7',
  buildx: 'docker/setup-buildx-action@v4',
  login: 'docker/login-action@v4',
  buildPush: 'docker/build-push-action@v7',
} as const;

/** Named by docs/command-line.md beside those above. */
export const UPLOAD_SARIF = 'github/codeql-action/upload-sarif@v4';
