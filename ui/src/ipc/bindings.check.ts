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

type Asked = Omit<Shell, 'onEvent' | 'onDrop'>;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

type Both = keyof Asked & keyof Commands;
type Nothing<T extends never> = T;

/** Commands whose arguments or answers differ. */
type Differing = {
  [C in Both]: Same<
    [Parameters<Asked[C]>, ReturnType<Asked[C]>],
    [Parameters<Commands[C]>, ReturnType<Commands[C]>]
  > extends true
    ? never
    : C;
}[Both];

export type NothingUnanswered = Nothing<Exclude<keyof Asked, keyof Commands>>;
export type NothingUnasked = Nothing<Exclude<keyof Commands, keyof Asked>>;
export type CommandsAgree = Nothing<Differing>;
export type FailuresAgree = Nothing<
  Same<Failure, GeneratedFailure> extends true ? never : 'Failure'
>;
export type EventsAgree = Nothing<
  Same<ShellEvent, GeneratedEvent> extends true ? never : 'ShellEvent'
>;
