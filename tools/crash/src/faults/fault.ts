import type { ErrorCode } from '@assay/core';
import type { Command } from '../processes.js';
import type { TemplateName } from '../templates.js';
import type { TrialFolder } from '../trial-folder.js';

/** Where a fault does its damage. */
export interface FaultPlace {
  readonly folder: TrialFolder;
  /** Absolute path of something in the workspace. */
  at(path: string): string;
  /** Id of the first run, sorted; the template must have been run. */
  runId(): string;
  /** Starts the plain run and stops it for good at a step of its main thread; the repair kills it. */
  stopWriterAt(step: number): Promise<Repair>;
}

/** Takes a damage away, as the person would who was told of it. */
export type Repair = () => Promise<void> | void;

/** An ending that is in order while the damage is there. */
export interface ExpectedEnding {
  readonly exit: number;
  /** Each is among the codes; no other one is that an undisturbed course does not show. */
  readonly codes: readonly ErrorCode[];
  /** Part of the path, or of the holder, that must be named. */
  readonly names?: string;
}

/** Something that is broken around or in a workspace, and what must become of it. */
export interface Fault {
  readonly name: string;
  readonly what: string;
  readonly template: TemplateName;
  /** Run while the damage is there; the plain run of the directive unless stated. */
  readonly command?: Command;
  /** Words in front of the command, such as a limit. */
  readonly wrapper?: readonly string[];
  /** The workspace lies on a disk of its own, of so many megabytes. */
  readonly diskMegabytes?: number;
  /** Mounts something, as the superuser may. */
  readonly isMounting?: true;
  /** Rights stop nobody who is the superuser: tools run as somebody else. */
  readonly isUnprivileged?: true;
  readonly damage: (place: FaultPlace) => Promise<Repair | void> | Repair | void;
  /** One of them. */
  readonly expected: readonly ExpectedEnding[];
  /** What the message asks for, between the repair and the plain command. */
  readonly afterRepair?: readonly Command[];
}
