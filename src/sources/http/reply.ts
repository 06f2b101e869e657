import type { ErrorAnswer } from '../../data/source.js';

/** What a service said to one request. */
export type Reply = ValueReply | MissingReply | FailedReply;

/** The parsed body of a 2xx, every digit of its numbers kept. */
export interface ValueReply {
  readonly kind: 'value';
  readonly value: unknown;
}

/** 404: for a single record, there is none. */
export interface MissingReply {
  readonly kind: 'missing';
}

export interface FailedReply extends ErrorAnswer {
  readonly kind: 'failed';
}

export const failed = (error: string, more: Omit<ErrorAnswer, 'error'> = {}): FailedReply => ({
  kind: 'failed',
  error,
  ...more,
});

/** The answer to a request that failed. */
export const errorAnswer = ({ kind: _, ...answer }: FailedReply): ErrorAnswer => answer;
