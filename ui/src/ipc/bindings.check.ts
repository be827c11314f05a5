/**
 * Holds `shell.ts`, which is written by hand and read by people, equal to what the shell really
 * answers (`bindings.ts`). Nothing runs here: where the two differ, type checking fails and the
 * message names the command.
 */
import type {
  Commands,
  Failure as GeneratedFailure,
  ShellEvent as GeneratedEvent,
} from './bindings';
import type { Failure, Shell, ShellEvent } from './shell';

type Asked = Omit<Shell, 'onEvent'>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** Names on one side only, and commands whose arguments or answers differ. */
type Differing =
  | Exclude<keyof Asked, keyof Commands>
  | Exclude<keyof Commands, keyof Asked>
  | {
      [C in keyof Asked & keyof Commands]: Same<
        [Parameters<Asked[C]>, ReturnType<Asked[C]>],
        [Parameters<Commands[C]>, ReturnType<Commands[C]>]
      > extends true
        ? never
        : C;
    }[keyof Asked & keyof Commands];

type Nothing<T extends never> = T;

export type CommandsAgree = Nothing<Differing>;
export type FailuresAgree = Nothing<
  Same<Failure, GeneratedFailure> extends true ? never : 'Failure'
>;
export type EventsAgree = Nothing<
  Same<ShellEvent, GeneratedEvent> extends true ? never : 'ShellEvent'
>;
