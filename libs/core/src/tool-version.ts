/** Version of the tools; one for the whole repository. */
export const TOOL_VERSION = '0.1.0';
