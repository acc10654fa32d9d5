export { labDown } from './down.ts';
export { LabError } from './error.ts';
export { findLab, Lab, openLab } from './lab.ts';
export { defaultFolder } from './layout.ts';
export { type ReleaseName, releaseNames } from './release.ts';
export type { LabSite, SiteState } from './site.ts';
export { softwareFor } from './software.ts';
export { type LabStatus, labStatus } from './status.ts';
export { type LabOptions, labUp } from './up.ts';
