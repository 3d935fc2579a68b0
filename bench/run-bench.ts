import { MEASUREMENTS } from './measurements.js';

// One bench in this process, its figures as one line of JSON.
const [name = ''] = process.argv.slice(2);
const measure = MEASUREMENTS[name];
if (!measure) throw new Error(`There is no bench ${name}.`);
process.stdout.write(`${JSON.stringify({ name, ...(await measure()) })}\n`);
