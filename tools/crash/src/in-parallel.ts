import { availableParallelism } from 'node:os';

/** Does something with each value, in their order, as many at a time as there are processors. */
export async function inParallel<T>(
  values: readonly T[],
  step: (value: T) => Promise<void>,
): Promise<void> {
  const waiting = [...values];
  const work = async (): Promise<void> => {
    for (let value = waiting.shift(); value !== undefined; value = waiting.shift()) {
      await step(value);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
}
