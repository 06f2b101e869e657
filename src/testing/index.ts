/** The public door for those who write a data source: `snippetry/testing`. See docs/writing-a-source.md. */
export type { Entity } from '../data/model.js';
export type { Tables } from '../sources/memory.js';
export { jsonText } from '../sources/row-value.js';
export { type ContractTest, sourceContract } from './contract.js';
export { describeSource, type TestRunner } from './describe-source.js';
export type { ContractOptions, SourceSubject } from './subject.js';
