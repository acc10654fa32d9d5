/**
 * What an image is at a site, as librbd's `mirror_image_get_info` and a plain open tell it:
 * `absent` no such image; `unmirrored` mirroring is disabled; `creating` the mirror daemon is
 * making it; `primary` and `nonprimary` (a demoted image is non-primary).
 */
export type Role = 'absent' | 'unmirrored' | 'creating' | 'primary' | 'nonprimary';

/**
 * What `rbd mirror image status` tells a user about a site, reduced to its kinds:
 * `none` nothing mirrored there; `stopped` "local image is primary"; `replaying`; `syncing` the
 * first copy is under way; `unknown` "remote image is not primary"; `split-brain`; `error` any other
 * error.
 */
export type Status =
  | 'none'
  | 'stopped'
  | 'replaying'
  | 'syncing'
  | 'unknown'
  | 'split-brain'
  | 'error';
