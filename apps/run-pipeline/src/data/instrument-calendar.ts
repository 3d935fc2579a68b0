import { join } from 'node:path';
import { parseBrokerSpec } from '@assay/instruments';
import type { TradingCalendar } from '@assay/market-data';
import type { FileStore, Workspace } from '@assay/workspace';

/** When an instrument trades, and who says so. */
export interface InstrumentCalendar {
  readonly calendar: TradingCalendar;
  readonly why: string;
}

/**
 * The calendar that bars of a symbol are judged by: as declared, else as every broker spec of the symbol
 * in the workspace says, else `fx`.
 */
export function instrumentCalendar(
  symbol: string,
  declared: TradingCalendar | undefined,
  reader: { readonly files: FileStore; readonly workspace: Workspace } | undefined,
): InstrumentCalendar {
  if (declared) return { calendar: declared, why: '--calendar' };
  const said = reader ? calendarsOfSpecs(symbol, reader.files, reader.workspace) : [];
  const [only, ...others] = [...new Set(said)];
  if (only && others.length === 0) return { calendar: only, why: 'broker spec' };
  return { calendar: 'fx', why: only ? 'broker specs differ' : 'no broker spec' };
}

function calendarsOfSpecs(
  symbol: string,
  files: FileStore,
  workspace: Workspace,
): readonly TradingCalendar[] {
  const root = workspace.paths.brokerSpecs.absolute;
  const wanted = new RegExp(`^${symbol.replace(/[.#]/g, '\\$&')}\\.ya?ml$`, 'i');
  return files
    .list(root)
    .filter((broker) => broker.kind === 'folder')
    .flatMap((broker) => {
      const folder = join(root, broker.name);
      return files
        .list(folder)
        .filter((entry) => entry.kind === 'file' && wanted.test(entry.name))
        .flatMap((entry) => {
          const path = join(folder, entry.name);
          const { spec } = parseBrokerSpec({ file: path, bytes: files.readFile(path) });
          return spec ? [spec.session?.calendar ?? 'fx'] : [];
        });
    });
}
