import { parseStamp } from '@assay/core';

/** Milliseconds since 1970 of an instant as records have it (`formatInstant`); undefined for any other text. */
export function instantMs(text: string | undefined): number | undefined {
  return text === undefined || text.length !== 24
    ? undefined
    : parseStamp(text.replace(/[-:.]/g, ''));
}
