import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

const SUFFIX = '.schema.json';

/** What the committed schemas of a folder have against documents of tools. Judged by ajv, not by us. */
export class DocumentSchemas {
  private readonly judges: ReadonlyMap<string, ValidateFunction>;

  constructor(folder: string) {
    const ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true });
    const schemas = readdirSync(folder).map((name) => ({
      name: name.slice(0, -SUFFIX.length),
      schema: JSON.parse(readFileSync(join(folder, name), 'utf8')) as { readonly title?: string },
    }));
    // The others describe files that people write.
    const ofTools = schemas.filter(({ schema }) => schema.title?.startsWith('The one document of'));
    this.judges = new Map(ofTools.map(({ name, schema }) => [name, ajv.compile(schema)]));
  }

  /** Problems of the document of a command such as `run-pipeline.run`; empty when there is none. */
  problems(command: string, document: unknown): string {
    const validate = this.judges.get(command);
    if (!validate) return `schemas/ has no ${command}${SUFFIX}`;
    if (validate(document)) return '';
    return (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message ?? ''}`).join('; ');
  }
}
