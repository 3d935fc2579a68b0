export { TOOL_VERSION } from '@assay/pipeline';
