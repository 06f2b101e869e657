/**
 * What one render may use. All of it is counted, none of it is timed, so that a template either always
 * keeps within its limits or never does.
 */
export interface Limits {
  /** Nodes run, filters applied, characters built by filters. */
  readonly steps: number;
  /** Characters of output. */
  readonly output: number;
  /** Templates included in one another, and blocks in one another. */
  readonly depth: number;
  /** Records bound by data tags. */
  readonly rows: number;
  /** Records that one data tag may bind; more of them is an error, never a silent cut. */
  readonly rowsPerTag: number;
  /** Calls to sources and loaders on behalf of one batch, further attempts among them. */
  readonly calls: number;
  /** Rounds of fetching: how deep data may depend on data. */
  readonly rounds: number;
}

export const defaultLimits: Limits = {
  steps: 10_000_000,
  output: 10_000_000,
  depth: 100,
  rows: 10_000,
  rowsPerTag: 1_000,
  calls: 100,
  rounds: 8,
};
