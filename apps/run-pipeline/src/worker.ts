import { serveWorker } from '@assay/pipeline/worker';

serveWorker();
