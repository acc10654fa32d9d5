import { ofRelease } from './deviation.ts';

/**
 * What releases really do that no state of the model tells from what is specified, since it is a
 * matter of time, or of what comes of a deviation much later. A run that shows it is not failed for
 * it; it is looked for in the record of the run (conformance/track-record/symptom.ts).
 */
export interface Symptom {
  /** Stable name, as that of a deviation. */
  readonly name: (typeof symptomNames)[number];
  /** What is different, in a line. */
  readonly about: string;
  /** The major releases that have it. */
  readonly releases: readonly number[];
  /** Whether real clusters show it every time, so that a test can insist on it. */
  readonly always?: boolean;
  /** How it is known: an upstream reference, or how it was seen. */
  readonly source: string;
  /**
   * The deviation that it comes of: a simulated pair with that shows it too. Without one only real
   * clusters can.
   */
  readonly comesOf?: string;
}

/** The names of all symptoms. */
export const symptomNames = [
  'torn-primary-is-followed',
  'forced-promotion-waits-for-the-dead',
  'first-status-is-dropped',
] as const;

/** Every symptom that is known. */
export const symptoms: readonly Symptom[] = [
  {
    name: 'torn-primary-is-followed',
    about:
      'After half a demotion was promoted the old primary follows the torn image, and says that it ' +
      'replays, though the two differ for good',
    releases: [16, 17, 18, 19],
    always: true,
    source: 'seen on 16.2.15 and 18.2.7; 20.2.4 refuses the promotion',
    comesOf: 'half-copied-demotion-is-promoted',
  },
  {
    name: 'forced-promotion-waits-for-the-dead',
    about:
      'A forced promotion beside a mirror daemon that was killed is answered only when the watch of ' +
      'the dead has expired: after 30 s, and in a lab after 5 s',
    releases: [16, 17, 18, 19, 20],
    always: true,
    source: 'seen on 16.2.15, 18.2.7 and 20.2.4',
  },
  {
    name: 'first-status-is-dropped',
    about:
      'A site has no status of its own of a copy that was made and replays, for up to 30 s: the ' +
      'cluster takes none while the copy is being made, and says that it did',
    releases: [16, 17, 18, 19],
    source: 'ceph/ceph pull request 63050 (merged); seen on 16.2.15 and 18.2.7, not so on 20.2.4',
  },
];

/** The symptoms of a release, by its version text (`16.2.15`). */
export const symptomsOf = (version: string): readonly Symptom[] => ofRelease(symptoms, version);
