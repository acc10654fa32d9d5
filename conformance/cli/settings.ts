import packageJson from '../../package.json' with { type: 'json' };

/** What this is, and which version of it. */
export const { version, description } = packageJson;

const { SPLITBRAIN_DEBUG } = process.env;
/** Whether errors are told with where in the code they came from. */
export const debug = SPLITBRAIN_DEBUG === '1';
