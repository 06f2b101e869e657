/** The optional peer is not installed. */
export class DriverMissing extends Error {
  override readonly name = 'DriverMissing';
  constructor(readonly driver: string) {
    super(`the package "${driver}" is not installed`);
  }
}

/**
 * What importing a driver gives.
 *
 * @throws {DriverMissing} where it is not installed
 */
export async function driverOf<T>(name: string, load: () => Promise<unknown>): Promise<T> {
  try {
    const { default: loaded } = (await load()) as { default: T };
    return loaded;
  } catch (error) {
    const missing =
      error instanceof Error && 'code' in error && String(error.code).endsWith('MODULE_NOT_FOUND');
    if (missing) throw new DriverMissing(name);
    throw error;
  }
}
